import { quoteItems } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { onlySkuOf, quoteLine } from '../../domain/quote.ts'
import { getProducts, getSkus, looksLikeProductId } from '../../table.ts'

export const handler = internal(quoteItems, async ({ references }) => {
  const skus = await getSkus(references)
  const ids = references.filter((reference) => looksLikeProductId(reference) && !skus.get(reference)?.productId)
  const products = new Map((await getProducts(ids)).map((product) => [product.id, product]))
  const only = [...products.values()].flatMap((product) => onlySkuOf(product) ?? [])
  const more = await getSkus(only)
  const lines = references.map((reference) => {
    const product = products.get(reference)
    if (!product) return quoteLine(reference, skus.get(reference))
    const sku = onlySkuOf(product)
    return sku === undefined ? { reference, status: 'ambiguous' as const } : quoteLine(reference, more.get(sku))
  })
  return { lines }
})
