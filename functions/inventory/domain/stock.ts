import { Problem } from '../../shared/errors.ts'

/** Counts are units. Always: available = onHand - reserved, and none is negative. */
export interface Stock {
  readonly sku: string
  readonly productId: string
  readonly onHand: number
  readonly reserved: number
  readonly available: number
  readonly lowStockThreshold: number
  readonly version: number
  /** Id of the low-stock alert that is open. */
  readonly openAlert?: string | undefined
  /** Somebody waits for it to be back. */
  readonly wanted?: true | undefined
  /** Rows that sales begin with; absent for one. See `spread.ts`. */
  readonly spread?: number | undefined
  /** Of a spread stock, whose counts are their sums. */
  readonly rows?: readonly StockRow[] | undefined
}

/** A part of a spread stock. `shard` 0 is the row that every stock has. */
export interface StockRow {
  readonly shard: number
  readonly onHand: number
  readonly reserved: number
  readonly available: number
  readonly version: number
}

export type StockStatus = 'in_stock' | 'low' | 'out'

export const DEFAULT_LOW_STOCK_THRESHOLD = 5

/** The stock of a sku that nobody has counted yet. */
export const emptyStock = (sku: string, productId: string): Stock => ({
  sku,
  productId,
  onHand: 0,
  reserved: 0,
  available: 0,
  lowStockThreshold: DEFAULT_LOW_STOCK_THRESHOLD,
  version: 0,
})

export function statusOf(stock: Pick<Stock, 'available' | 'lowStockThreshold'>): StockStatus {
  if (stock.available <= 0) return 'out'
  return stock.available <= stock.lowStockThreshold ? 'low' : 'in_stock'
}

export interface Adjustment {
  /** The counted number; or `adjust`, the difference to it. */
  readonly onHand?: number | undefined
  readonly adjust?: number | undefined
  readonly lowStockThreshold?: number | undefined
  readonly spread?: number | undefined
}

/** @throws {Problem} STOCK_RESERVED when less would be left than orders hold. */
export function adjustStock(stock: Stock, adjustment: Adjustment): Stock {
  const onHand = adjustment.onHand ?? stock.onHand + (adjustment.adjust ?? 0)
  if (onHand < stock.reserved) {
    throw new Problem(
      'STOCK_RESERVED',
      `${stock.sku} has ${stock.onHand} on hand, ${stock.reserved} of them reserved by orders: it cannot go to ${onHand}.`,
    )
  }
  return {
    ...stock,
    onHand,
    available: onHand - stock.reserved,
    lowStockThreshold: adjustment.lowStockThreshold ?? stock.lowStockThreshold,
    ...(adjustment.spread === undefined ? {} : { spread: adjustment.spread > 1 ? adjustment.spread : undefined }),
    version: stock.version + 1,
  }
}

/** Whether shoppers would see a difference. */
export const levelChanged = (before: Stock, after: Stock): boolean =>
  before.available !== after.available || statusOf(before) !== statusOf(after)

/** All variants of a product together, under the product's id. */
export function sumOf(variants: readonly Stock[]): Stock {
  const total = (field: 'onHand' | 'reserved' | 'available' | 'lowStockThreshold' | 'version') =>
    variants.reduce((sum, stock) => sum + stock[field], 0)
  const { productId } = variants[0]!
  return {
    productId,
    sku: productId,
    onHand: total('onHand'),
    reserved: total('reserved'),
    available: total('available'),
    lowStockThreshold: total('lowStockThreshold'),
    version: total('version'),
  }
}
