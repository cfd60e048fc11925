import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { changeStock } from '../change-stock.ts'
import type { Stock } from '../domain/stock.ts'
import { stockView } from '../views.ts'
import { setStock } from './route.ts'

export const handler = endpoint(setStock, async ({ params, body, caller, ifMatch, idempotency }, deps) => {
  const answer = (after: Stock) => ({ stock: stockView(after) })
  const extra = (after: Stock) => (idempotency ? [idempotency.record({ status: 200, body: answer(after) })] : [])
  const entry = { reference: deps.requestId, reason: body.reason, by: actor(caller) }
  return answer(await changeStock(params.productId, { change: body, entry, ifMatch, extra }, deps))
})
