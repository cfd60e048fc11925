import type { Product } from './product.ts'
import { type SkuRow, type SkuStock, skuRowsOf } from './sku-row.ts'

export type QuotedSku = Partial<SkuRow> & SkuStock

/** The one sku that a product can be bought by; undefined where there are several. */
export function onlySkuOf(product: Product): string | undefined {
  const sellable = [...skuRowsOf(product).values()].filter((row) => row.sellable)
  return sellable.length === 1 ? sellable[0]!.sku : undefined
}

/** One line of a quote. `row` is what was found under the reference. */
export function quoteLine(reference: string, row: QuotedSku | undefined) {
  if (row?.productId === undefined) return { reference, status: 'unknown' as const }
  const { sku, productId, name, price, state, maxPerCustomer, available = null } = row as SkuRow & SkuStock
  // The own sku of a product with variants says no more than its id.
  if (!row.sellable && state === 'active') return { reference, status: 'ambiguous' as const }
  const limit = maxPerCustomer === undefined ? {} : { maxPerCustomer }
  const item = { sku, productId, name, unitPrice: price, available, ...limit }
  return { reference, status: state === 'active' ? ('active' as const) : ('unavailable' as const), item }
}
