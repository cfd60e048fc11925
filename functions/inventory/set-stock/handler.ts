import { Problem } from '../../shared/errors.ts'
import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { adjustStock } from '../domain/stock.ts'
import { findStock } from '../find-stock.ts'
import { StockChanged, saveAdjusted } from '../table.ts'
import { stockView } from '../views.ts'
import { setStock } from './route.ts'

/** Orders change the row all the time; a count must still get through. */
const ATTEMPTS = 20

export const handler = endpoint(setStock, async ({ params, body, caller, ifMatch }, deps) => {
  const entry = { reference: deps.requestId, reason: body.reason, by: actor(caller) }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findStock(params.productId)
    if (ifMatch !== undefined && ifMatch !== before.version) {
      throw new Problem('VERSION_MISMATCH', `The stock is at version ${before.version} by now. Read it again.`)
    }
    const after = adjustStock(before, body)
    try {
      await saveAdjusted(before, after, entry, deps)
      return { stock: stockView(after) }
    } catch (error) {
      if (!(error instanceof StockChanged)) throw error
    }
  }
  throw new Problem('CONFLICT', 'Orders keep changing this stock. Try again in a moment.')
})
