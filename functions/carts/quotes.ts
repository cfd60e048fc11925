import { quoteItems } from '../../contracts/internal/index.ts'
import { notFound, Problem } from '../shared/errors.ts'
import { call } from '../shared/internal.ts'
import type { Goods } from './domain/cart.ts'
import type { Quote } from './domain/price-cart.ts'

export type Quotes = Map<string, Quote>

/** What the catalog says of skus or product ids, by what was asked and by sku; one call for all, none for none. */
export async function quote(references: readonly string[]): Promise<Quotes> {
  const quotes: Quotes = new Map()
  const unique = [...new Set(references)]
  if (unique.length === 0) return quotes
  const { lines } = await call(quoteItems, { references: unique })
  for (const { reference, status, item } of lines) {
    quotes.set(reference, { status, item })
    if (item && !unique.includes(item.sku)) quotes.set(item.sku, { status, item })
  }
  return quotes
}

/** @throws {Problem} NOT_FOUND, UNAVAILABLE, or VALIDATION_FAILED for a product of which a variant must be named. */
export function goodsOf(reference: string, quotes: Quotes): Goods {
  const found = quotes.get(reference)
  if (!found || found.status === 'unknown') throw notFound('product')
  if (found.status === 'ambiguous') {
    throw new Problem('VALIDATION_FAILED', 'This product has variants: name the sku of one.', {
      errors: [{ path: 'sku', message: 'name the sku of a variant' }],
    })
  }
  if (found.status === 'unavailable' || !found.item) {
    throw new Problem('UNAVAILABLE', `"${reference}" is not for sale at the moment.`)
  }
  const { sku, productId, name, unitPrice } = found.item
  return { sku, productId, name, priceSeen: unitPrice }
}
