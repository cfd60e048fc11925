import { decodeCursor, encodeCursor } from '../../shared/cursor.ts'
import { Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { preferredLanguage } from '../../shared/language.ts'
import type { Position } from '../domain/search.ts'
import { searchEngine } from '../engines/index.ts'
import { readItems } from '../read-items.ts'
import { searchProducts } from './route.ts'

export const handler = endpoint(searchProducts, async ({ query, headers }) => {
  const { q: text, locale, limit, cursor, sort, inStock, ...rest } = query
  if (rest.minPrice !== undefined && rest.maxPrice !== undefined && rest.minPrice > rest.maxPrice) {
    throw new Problem('VALIDATION_FAILED', 'query.minPrice: it is above maxPrice', {
      errors: [{ path: 'query.minPrice', message: 'it is above maxPrice' }],
    })
  }
  const filters = { ...rest, inStock: inStock === 'true' }
  const bound = ['search', text, sort, Object.entries(filters).sort()]
  const after = (await decodeCursor(cursor, bound)) as Position | undefined
  const { ids, next, ...found } = await searchEngine().search({ text, filters, sort, limit, after })
  const items = await readItems(ids, locale ?? preferredLanguage(headers['accept-language']))
  const nextCursor = next ? await encodeCursor({ ...next }, bound) : null
  return reply({ body: { items, ...found, nextCursor }, headers: { vary: 'accept-language' } })
})
