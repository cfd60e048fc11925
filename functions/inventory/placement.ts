/** In which row of a spread stock a sale takes its units. */
import { gatherMoves, pickRow, rowsOf, startRow } from './domain/spread.ts'
import { gather, getStock, type Short } from './table.ts'

/** Row by sku; absent where the stock has one row as far as is known. */
export type Places = ReadonlyMap<string, number>

/**
 * Spread by sku, as last seen here; what has one row is absent. A stale one does no harm: it names a row that has less, and
 * every row is looked at before a sale is refused.
 */
const spreads = new Map<string, number>()

export function firstPlaces(reference: string, skus: readonly string[]): Places {
  const spread = skus.filter((sku) => spreads.has(sku))
  return new Map(spread.map((sku) => [sku, startRow(reference, spreads.get(sku)!)]))
}

/** Where to look after a row came up short; undefined when all rows together have not enough. */
export async function nextPlace(short: Short, units: number, reference: string): Promise<number | undefined> {
  if (short.spread !== undefined) {
    spreads.set(short.sku, short.spread)
    return startRow(reference, short.spread)
  }
  if (!short.isPlaced) return undefined
  const stock = await getStock(short.sku)
  if (!stock) return undefined
  const spread = stock.spread ?? 1
  spreads.set(short.sku, spread)
  const rows = rowsOf(stock)
  const row = pickRow(rows, units, startRow(reference, spread))
  if (row) return row.shard
  if (stock.available < units) return undefined
  await gather(short.sku, gatherMoves(rows, units))
  return 0
}
