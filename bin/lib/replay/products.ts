/** Creates the products and the stock that the invoices need. */
import type { Api } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import { type Invoice, skuOf } from './read-invoices.ts'

export interface NeededProduct {
  readonly code: string
  readonly name: string
  /** Units sold by sku, of all invoices. */
  readonly units: Map<string, { price: number; units: number }>
}

/** Stock that is left when everything is sold. */
export const SPARE_UNITS = 10

export function neededProducts(invoices: readonly Invoice[]): NeededProduct[] {
  const products = new Map<string, NeededProduct>()
  for (const row of invoices.filter(({ cancellation }) => !cancellation).flatMap(({ rows }) => rows)) {
    const known = products.get(row.code)
    const product = known ?? { code: row.code, name: row.description || row.code, units: new Map() }
    const sku = skuOf(row)
    const units = (product.units.get(sku)?.units ?? 0) + row.quantity
    product.units.set(sku, { price: row.price, units })
    products.set(row.code, product)
  }
  return [...products.values()]
}

export async function createProducts(
  staff: Api,
  products: readonly NeededProduct[],
  isDone: (code: string) => boolean,
  done: (code: string) => void,
): Promise<void> {
  await inParallel(products, 8, async (product) => {
    if (isDone(product.code)) return
    const variants = [...product.units].map(([sku, { price }]) => ({
      sku,
      options: { price: (price / 100).toFixed(2) },
      price: { amount: price, currency: 'GBP' },
    }))
    const answer = await staff.send({
      method: 'POST',
      path: '/api/products',
      body: {
        sku: product.code,
        slug: slugOf(product.code),
        name: product.name,
        description: product.name,
        price: variants[0]!.price,
        category: 'replay',
        images: [],
        attributes: {},
        variants,
      },
    })
    // 409: an interrupted run made it already.
    if (answer.status !== 201 && answer.status !== 409) {
      throw new Error(`Product ${product.code}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    for (const [sku, { units }] of product.units) {
      await staff.call('PUT', `/api/inventory/${encodeURIComponent(sku)}`, {
        onHand: units + SPARE_UNITS,
        reason: 'replay',
      })
    }
    done(product.code)
  })
}

/** Codes that differ only in letter case are different products. */
const slugOf = (code: string): string => {
  const slug = `replay-${code.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  return code === code.toUpperCase() ? slug : `${slug}-lower`
}
