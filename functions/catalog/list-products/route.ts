import * as z from 'zod/mini'
import { MAX_AMOUNT } from '../../../contracts/money.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { sorts } from '../domain/sorts.ts'
import { ALWAYS_ASK, CategorySlug, ListedProduct, pageOf } from '../schemas.ts'

/** Minor units. */
const Price = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(MAX_AMOUNT))

export const listProducts = defineRoute({
  name: 'list-products',
  method: 'GET',
  path: '/api/products',
  summary: 'Products of the shop or of a category and those below it',
  access: 'public',
  ownership: 'shop',
  query: z.strictObject({
    ...listQuery,
    category: z.optional(CategorySlug),
    sort: z._default(z.enum(sorts), 'newest'),
    minPrice: z.optional(Price),
    maxPrice: z.optional(Price),
    /** `true`: only what can be bought now. */
    inStock: z.optional(z.enum(['true', 'false'])),
  }),
  responses: { 200: pageOf(ListedProduct) },
  problems: ['INVALID_CURSOR'],
  headers: { request: ['Accept-Language'], answer: ['Vary'] },
  table: 'read',
  cacheControl: ALWAYS_ASK,
})
