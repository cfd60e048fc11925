import { countStock } from '../../../../contracts/internal/count-stock.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { changeStock } from '../../change-stock.ts'

/** Skus at a time. */
const WIDTH = 10

export const handler = internal(countStock, async ({ counts, reason, by }) => {
  const requestId = newId()
  const deps = { now: new Date(), newId, requestId, correlationId: requestId }
  const entry = { reference: requestId, reason, by }
  for (let start = 0; start < counts.length; start += WIDTH) {
    const some = counts.slice(start, start + WIDTH)
    await Promise.all(some.map(({ sku, ...change }) => changeStock(sku, { change, entry }, deps)))
  }
  return {}
})
