import { endpoint } from '../../shared/http/endpoint.ts'
import * as charges from '../charges.ts'
import { chargeView } from '../views.ts'
import { completeAction } from './route.ts'

export const handler = endpoint(completeAction, async ({ params, body }) => ({
  charge: chargeView(await charges.completeAction(params.id, body.outcome === 'approve')),
}))
