import { findProduct } from '../../contracts/internal/index.ts'
import { notFound, Problem } from '../shared/errors.ts'
import { call } from '../shared/internal.ts'
import { ConditionFailed, transact } from '../shared/table.ts'
import type { Line } from './domain/lines.ts'
import { emptyStock, type Stock } from './domain/stock.ts'
import type { Target } from './domain/subscription.ts'
import { getProduct, getProducts, getStock, getStocks, putNewStock } from './table.ts'

/**
 * The stock of a sku, or of each sku of a product; zeros (version 0) for one that catalog knows and nobody counted.
 * @throws {Problem} NOT_FOUND
 */
export async function findStocks(reference: string): Promise<Stock[]> {
  const [row, known] = await Promise.all([getStock(reference), getProduct(reference)])
  if (row) return [row]
  const product = known ?? (await call(findProduct, { reference })).product
  if (!product) throw notFound('product')
  const skus = product.skus.includes(reference) ? [reference] : product.skus
  const rows = await getStocks(skus)
  return skus.map((sku) => rows.get(sku) ?? emptyStock(sku, product.productId))
}

/** The stock of a sku, or of a product without variants. @throws {Problem} NOT_FOUND; VALIDATION_FAILED with variants. */
export async function findStock(reference: string): Promise<Stock> {
  const stocks = await findStocks(reference)
  onlySku(stocks.map(({ sku }) => sku))
  return stocks[0]!
}

/** The sku, or the product where there are several. */
export const targetOf = (stocks: readonly Stock[]): Target => {
  const { productId, sku } = stocks[0]!
  return stocks.length === 1 ? { productId, sku } : { productId }
}

/** Opens a row of zeros for each that has none. */
export async function openRows(stocks: readonly Stock[]): Promise<void> {
  for (const stock of stocks.filter(({ version }) => version === 0)) {
    try {
      await transact([putNewStock(stock)])
    } catch (error) {
      // Somebody counted it first.
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
}

/** @throws {Problem} VALIDATION_FAILED when there are several. */
function onlySku(skus: readonly string[]): string {
  if (skus.length === 1) return skus[0]!
  throw new Problem(
    'VALIDATION_FAILED',
    `This product has variants, each with its own stock: ask for one of ${skus.slice(0, 20).join(', ')}.`,
  )
}

interface AskedLine {
  readonly sku?: string | undefined
  readonly productId?: string | undefined
  readonly quantity: number
}

/**
 * The lines with product ids replaced by the sku where the product has just one. Of a product that nobody has told inventory
 * of yet, catalog says it.
 */
export async function resolveSkus(asked: readonly AskedLine[]): Promise<Line[]> {
  const references = asked.map(({ sku, productId }) => (sku ?? productId)!)
  const [rows, products] = await Promise.all([getStocks(references), getProducts(references)])
  return Promise.all(
    asked.map(async ({ sku, productId, quantity }) => {
      const reference = (sku ?? productId)!
      if (rows.has(reference)) return { sku: reference, quantity }
      const isUnknown = sku === undefined && !products.has(reference)
      const product = isUnknown ? (await call(findProduct, { reference })).product : products.get(reference)
      return { sku: product ? onlySku(product.skus) : reference, quantity }
    }),
  )
}
