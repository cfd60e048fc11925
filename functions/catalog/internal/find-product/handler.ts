import { findProduct } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { skusOf } from '../../domain/product.ts'
import { tryFindProductBy } from '../../table.ts'

export const handler = internal(findProduct, async ({ reference }) => {
  const product = await tryFindProductBy(reference)
  return { product: product ? { productId: product.id, sku: product.sku, skus: skusOf(product) } : null }
})
