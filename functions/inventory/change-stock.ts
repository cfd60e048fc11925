import type { Deps } from '../shared/deps.ts'
import { Problem } from '../shared/errors.ts'
import type { TransactItem } from '../shared/table.ts'
import { type Adjustment, adjustStock, type Stock } from './domain/stock.ts'
import { findStock } from './find-stock.ts'
import { StockChanged, saveAdjusted } from './table.ts'

/** Orders change the row all the time; a count must still get through. */
const ATTEMPTS = 20

export interface StockChangeRequest {
  readonly change: Adjustment
  /** For the ledger. */
  readonly entry: { readonly reference: string; readonly reason: string; readonly by: string }
  /** The version that it must still have. */
  readonly ifMatch?: number | undefined
  /** Written in the same transaction. */
  readonly extra?: (after: Stock) => readonly TransactItem[]
}

/**
 * Counts a sku, or moves its stock by a difference.
 * @param reference sku, or id of a product without variants
 * @throws {Problem} NOT_FOUND, STOCK_RESERVED, VERSION_MISMATCH; CONFLICT when orders keep changing it
 */
export async function changeStock(
  reference: string,
  { change, entry, ifMatch, extra }: StockChangeRequest,
  deps: Deps,
): Promise<Stock> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findStock(reference)
    if (ifMatch !== undefined && ifMatch !== before.version) {
      throw new Problem('VERSION_MISMATCH', `The stock is at version ${before.version} by now. Read it again.`)
    }
    try {
      return await saveAdjusted(before, adjustStock(before, change), entry, deps, extra)
    } catch (error) {
      if (!(error instanceof StockChanged)) throw error
    }
  }
  throw new Problem('CONFLICT', 'Orders keep changing this stock. Try again in a moment.')
}
