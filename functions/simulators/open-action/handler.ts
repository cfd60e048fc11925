import { endpoint } from '../../shared/http/endpoint.ts'
import { completeAction } from '../charges.ts'
import { chargeView } from '../views.ts'
import { openAction } from './route.ts'

export const handler = endpoint(openAction, async ({ params, query }) => ({
  charge: chargeView(await completeAction(params.id, query.outcome === 'approve')),
}))
