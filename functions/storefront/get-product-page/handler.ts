import { getProductPage, productStock, relatedProducts } from '../../../contracts/internal/index.ts'
import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { preferredLanguage } from '../../shared/language.ts'
import { Parts, pageReply } from '../parts.ts'
import { getStorefrontProduct } from './route.ts'

const FIRST_REVIEWS = 5
const RECOMMENDATIONS = 8

export const handler = endpoint(getStorefrontProduct, async ({ params, headers }) => {
  const parts = new Parts()
  const language = preferredLanguage(headers['accept-language'])
  const askPage = (share?: number) =>
    parts.ask(getProductPage, { reference: params.id, language, reviews: FIRST_REVIEWS }, share)
  // By its id everything is asked for at once; else the product says first which it is.
  const isId = /^[0-9A-HJKMNP-TV-Z]{26}$/.test(params.id)
  const early = isId ? undefined : await askPage(0.6)
  if (early?.page === null) throw notFound('product')
  const productId = isId ? params.id : early?.page.product.id
  const about = productId === undefined ? undefined : { productId }
  const [found, stock, related] = await Promise.all([
    isId ? askPage() : early,
    parts.ask(productStock, about),
    parts.ask(relatedProducts, about && { ...about, language, limit: RECOMMENDATIONS }),
  ])
  if (found?.page === null) throw notFound('product')
  return pageReply({
    product: found?.page.product ?? null,
    stock: stock?.stock ?? null,
    rating: found?.page.product.rating ?? null,
    reviews: found?.page.reviews ?? null,
    recommendations: related?.products ?? null,
  })
})
