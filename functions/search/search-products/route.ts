import * as z from 'zod/mini'
import { MAX_AMOUNT } from '../../../contracts/money.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { sorts } from '../domain/sorts.ts'
import { SearchResult } from '../schemas.ts'

/** Minor units. */
const Price = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(MAX_AMOUNT))

export const searchProducts = defineRoute({
  name: 'search-products',
  method: 'GET',
  path: '/api/products/search',
  summary: 'Products by what they are called and described as, best first',
  access: 'public',
  ownership: 'shop',
  query: z.strictObject({
    ...listQuery,
    /** Empty or absent: every product. The last word may be the beginning of one. */
    q: z._default(z.string().check(z.maxLength(200)), ''),
    /** A category and those below it. */
    category: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
    brand: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    minPrice: z.optional(Price),
    maxPrice: z.optional(Price),
    /** Stars at least. */
    rating: z.optional(z.coerce.number().check(z.minimum(1), z.maximum(5))),
    /** `true`: only what can be bought now. */
    inStock: z.optional(z.enum(['true', 'false'])),
    /** Without words, relevance is newest first. */
    sort: z._default(z.enum(sorts), 'relevance'),
    /** Language of the answer; what Accept-Language says otherwise. Found are words of both. */
    locale: z.optional(z.enum(['en', 'zh'])),
  }),
  responses: { 200: SearchResult },
  problems: ['INVALID_CURSOR'],
  table: 'read',
  objects: 'read',
  uses: ['search-engine'],
  enqueues: ['build-index'],
  // Two indexes while one takes the other's place: docs/search.md says up to how many products.
  memoryMb: 1769,
  // A browser may keep it but asks each time whether it is still right: prices and stock must not lie.
  cacheControl: 'public, max-age=0, must-revalidate',
})
