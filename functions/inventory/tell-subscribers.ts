import type { Deps } from '../shared/deps.ts'
import { ConditionFailed } from '../shared/table.ts'
import { targetsOf } from './domain/subscription.ts'
import { fulfil, getStock, listSubscribers, wantAgain } from './table.ts'

/** Two writes each stay below the 100 of a transaction. */
const SUBSCRIBERS_PER_WRITE = 45

/**
 * Tells up to one transaction's worth of those who wait for the sku; their subscriptions end with it, so whoever comes
 * next goes on with the rest. When it sold out again meanwhile, the rest wait for the next time.
 * @returns true while there may be more
 */
export async function tellSubscribers(sku: string, productId: string, deps: Deps): Promise<boolean> {
  for (const target of targetsOf(sku, productId)) {
    const waiting = await listSubscribers(target, SUBSCRIBERS_PER_WRITE)
    if (waiting.length === 0) continue
    const stock = await getStock(sku)
    if (!stock || (stock.available <= 0 && (await wantAgain(stock)))) return false
    try {
      await fulfil(waiting, sku, deps)
    } catch (error) {
      // One of them ended it or was told by another run: look again.
      if (!(error instanceof ConditionFailed)) throw error
    }
    return true
  }
  return false
}
