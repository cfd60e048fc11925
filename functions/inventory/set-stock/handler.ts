import { Problem } from '../../shared/errors.ts'
import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { adjustStock, type Stock } from '../domain/stock.ts'
import { findStock } from '../find-stock.ts'
import { StockChanged, saveAdjusted } from '../table.ts'
import { stockView } from '../views.ts'
import { setStock } from './route.ts'

/** Orders change the row all the time; a count must still get through. */
const ATTEMPTS = 20

export const handler = endpoint(setStock, async ({ params, body, caller, ifMatch, idempotency }, deps) => {
  const entry = { reference: deps.requestId, reason: body.reason, by: actor(caller) }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findStock(params.productId)
    if (ifMatch !== undefined && ifMatch !== before.version) {
      throw new Problem('VERSION_MISMATCH', `The stock is at version ${before.version} by now. Read it again.`)
    }
    const answer = (after: Stock) => ({ stock: stockView(after) })
    const record = (after: Stock) => (idempotency ? [idempotency.record({ status: 200, body: answer(after) })] : [])
    try {
      return answer(await saveAdjusted(before, adjustStock(before, body), entry, deps, record))
    } catch (error) {
      if (!(error instanceof StockChanged)) throw error
    }
  }
  throw new Problem('CONFLICT', 'Orders keep changing this stock. Try again in a moment.')
})
