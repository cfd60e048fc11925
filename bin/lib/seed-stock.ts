/** The stock of the demo catalog. */
import { ProblemError } from '../../client/index.ts'
import type { DemoProduct } from '../demo-data/types.ts'
import type { Api } from './api.ts'
import { inParallel } from './in-parallel.ts'

export interface Count {
  readonly product: DemoProduct
  readonly sku: string
  /** Units. */
  readonly stock: number
}

/** Requests under way at a time. More only start more environments of one function on a laptop. */
export const WIDTH = 4

/** One for each sku that can be bought. */
export const countsOf = (product: DemoProduct): Count[] =>
  (product.variants ?? [product]).map(({ sku, stock }) => ({ product, sku, stock }))

/** @param isNew of a sku that the shop has only now @returns what was counted now */
export async function stockUp(
  staff: Api,
  counts: readonly Count[],
  isNew: (count: Count) => boolean,
  onProgress: (text: string) => void,
): Promise<Count[]> {
  const counted: Count[] = []
  let done = 0
  await inParallel(counts, WIDTH, async (count) => {
    if (await putStock(staff, count, isNew(count))) counted.push(count)
    onProgress(`stock of ${++done} of ${counts.length}`)
  })
  return counted
}

/** @returns whether it did: what somebody counted, sold or changed stays as it is. */
async function putStock(staff: Api, count: Count, isNew: boolean): Promise<boolean> {
  const { product, sku, stock } = count
  const path = { productId: sku }
  const body = { onHand: stock, lowStockThreshold: product.lowStockThreshold, reason: 'demo catalog' }
  if (isNew) {
    await staff.put('/api/inventory/{productId}', { params: { path }, body })
    return true
  }
  const { onHand, version } = (await staff.get('/api/inventory/{productId}', { params: { path } })).stock
  // A new product gets a row of zeros, which is version 1.
  if (onHand > 0 || version > 1) return false
  const header = { 'If-Match': `"${version}"` }
  try {
    await staff.put('/api/inventory/{productId}', { params: { path, header }, body })
    return true
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'VERSION_MISMATCH') throw error
    return putStock(staff, count, isNew)
  }
}
