import { Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { preferredLanguage } from '../../shared/language.ts'
import { EVERYTHING } from '../domain/lists.ts'
import { readPage } from '../read-page.ts'
import { toListedProduct } from '../views.ts'
import { listProducts } from './route.ts'

export const handler = endpoint(listProducts, async ({ query, headers }) => {
  const { category = EVERYTHING, sort, minPrice, maxPrice, inStock, limit, cursor } = query
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    throw new Problem('VALIDATION_FAILED', 'query.minPrice: it is above maxPrice', {
      errors: [{ path: 'query.minPrice', message: 'it is above maxPrice' }],
    })
  }
  const filters = { minPrice, maxPrice, inStock: inStock === 'true' }
  const { items, nextCursor } = await readPage(category, sort, filters, { limit, cursor })
  const language = preferredLanguage(headers['accept-language'])
  const products = items.map((product) => toListedProduct(product, language))
  return reply({ body: { items: products, nextCursor }, headers: { vary: 'accept-language' } })
})
