import { getProductPage } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { getSkus, queryFirstReviews, tryFindProductBy } from '../../table.ts'
import { toProduct, toReview } from '../../views.ts'

export const handler = internal(getProductPage, async ({ reference, language, reviews: most }) => {
  const product = await tryFindProductBy(reference)
  if (product?.status !== 'active') return { page: null }
  const [stock, reviews] = await Promise.all([
    getSkus(product.variants.map(({ sku }) => sku)),
    queryFirstReviews(product.id, most),
  ])
  return { page: { product: toProduct(product, stock, language), reviews: reviews.map(toReview) } }
})
