import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { assertBearer } from '../access.ts'
import * as table from '../table.ts'
import { chargeView } from '../views.ts'
import { getCharge } from './route.ts'

export const handler = endpoint(getCharge, async ({ params, headers }) => {
  await assertBearer(headers, 'PAYMENT_API_KEY_SECRET')
  const charge = await table.getCharge(params.id)
  if (!charge) throw notFound('charge')
  return { charge: chargeView(charge) }
})
