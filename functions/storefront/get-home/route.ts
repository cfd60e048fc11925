import * as z from 'zod/mini'
import { categoryTree, listShelf } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { CategoryBranch, degraded, ListedProduct } from '../schemas.ts'

export const getStorefrontHome = defineRoute({
  name: 'get-home',
  method: 'GET',
  path: '/api/storefront/home',
  summary: 'The first page of the shop: the category tree, the newest products and the best rated ones at once',
  access: 'public',
  ownership: 'shop',
  responses: {
    200: z.object({
      categories: z.nullable(z.array(CategoryBranch)),
      newest: z.nullable(z.array(ListedProduct)),
      topRated: z.nullable(z.array(ListedProduct)),
      degraded,
    }),
  },
  table: 'none',
  calls: [categoryTree, listShelf],
  // The same for everybody, and asked for most: half a minute old is good enough.
  cacheControl: 'public, max-age=30',
  headers: { request: ['Accept-Language'], answer: ['Vary'] },
})
