import { endpoint } from '../../shared/http/endpoint.ts'
import { assertBearer } from '../access.ts'
import * as charges from '../charges.ts'
import { chargeView } from '../views.ts'
import { voidCharge } from './route.ts'

export const handler = endpoint(voidCharge, async ({ params, headers }) => {
  await assertBearer(headers, 'PAYMENT_API_KEY_SECRET')
  return { charge: chargeView(await charges.voidCharge(params.id)) }
})
