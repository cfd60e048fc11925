import { endpoint } from '../../shared/http/endpoint.ts'
import { assertBearer, idOf } from '../access.ts'
import { refund } from '../charges.ts'
import { createRefund } from './route.ts'

export const handler = endpoint(createRefund, async ({ body, headers }, deps) => {
  await assertBearer(headers, 'PAYMENT_API_KEY_SECRET')
  const { id, charge, amount, currency, reference, status, createdAt } = await refund(idOf('re', headers), body, deps)
  return { refund: { id, charge, amount, currency, reference, status, createdAt } }
})
