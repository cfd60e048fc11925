import { endpoint } from '../../shared/http/endpoint.ts'
import { assertBearer } from '../access.ts'
import { findCharges } from '../table.ts'
import { chargeView } from '../views.ts'
import { findCharge } from './route.ts'

export const handler = endpoint(findCharge, async ({ query, headers }) => {
  await assertBearer(headers, 'PAYMENT_API_KEY_SECRET')
  return { items: (await findCharges(query.reference)).map(chargeView) }
})
