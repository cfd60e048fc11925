/** What a sku says of its product: enough to quote it without reading the product. */
import type { Money } from '../../../contracts/money.ts'
import type { Availability } from './availability.ts'
import type { Product } from './product.ts'

export interface SkuRow {
  readonly sku: string
  readonly productId: string
  /** With the variant's options. */
  readonly name: string
  readonly price: Money
  /** Of the product, over all its skus. */
  readonly maxPerCustomer?: number | undefined
  readonly state: Product['status']
  /** False for the own sku of a product with variants. */
  readonly sellable: boolean
}

/** What inventory told of a sku. */
export interface SkuStock {
  readonly available?: number
  readonly stockStatus?: Availability
  readonly stockVersion?: number
  /** The status that the product's availability takes into account: most movements change only the number. */
  readonly shownStatus?: Availability
}

export function skuRowsOf(product: Product): Map<string, SkuRow> {
  const limit = product.maxPerCustomer === undefined ? {} : { maxPerCustomer: product.maxPerCustomer }
  const common = { productId: product.id, state: product.status, ...limit }
  const own = { ...common, sku: product.sku, name: product.name, price: product.price }
  const rows = new Map<string, SkuRow>([[product.sku, { ...own, sellable: product.variants.length === 0 }]])
  for (const { sku, options, price } of product.variants) {
    const name = `${product.name} (${Object.values(options).join(', ')})`
    rows.set(sku, { ...common, sku, name, price: price ?? product.price, sellable: true })
  }
  return rows
}
