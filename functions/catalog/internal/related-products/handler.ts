import { relatedProducts } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { EVERYTHING } from '../../domain/lists.ts'
import { related } from '../../domain/related.ts'
import { readFirst } from '../../read-page.ts'
import { getProduct } from '../../table.ts'
import { toListedProduct } from '../../views.ts'

/** More than are shown, so that those of the same brand can come first. */
const CANDIDATES = 30

export const handler = internal(relatedProducts, async ({ productId, language, limit }) => {
  const product = await getProduct(productId)
  if (product?.status !== 'active') return { products: [] }
  const near = await readFirst(product.category, 'rating', CANDIDATES)
  // A small category is filled up from all of the shop.
  const more = near.length > limit ? [] : await readFirst(EVERYTHING, 'rating', CANDIDATES)
  return { products: related(product, [...near, ...more], limit).map((each) => toListedProduct(each, language)) }
})
