import * as z from 'zod/mini'
import { getProductPage, productStock, relatedProducts } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { degraded, ListedProduct, Product, ProductStock, Review } from '../schemas.ts'

export const getStorefrontProduct = defineRoute({
  name: 'get-product-page',
  method: 'GET',
  path: '/api/storefront/products/{id}',
  summary:
    'The page of a product by id, slug or sku: product, stock, rating, first reviews and recommendations at once',
  access: 'public',
  ownership: 'shop',
  params: z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(128)) }),
  responses: {
    200: z.object({
      product: z.nullable(Product),
      stock: z.nullable(ProductStock),
      rating: z.nullable(z.object({ average: z.number(), count: z.int() })),
      /** The newest ones; the rest is at `GET /api/products/{id}/reviews`. */
      reviews: z.nullable(z.array(Review)),
      /** Of the same category and brand first. */
      recommendations: z.nullable(z.array(ListedProduct)),
      degraded,
    }),
  },
  problems: ['NOT_FOUND'],
  table: 'none',
  calls: [getProductPage, productStock, relatedProducts],
  cacheControl: 'public, max-age=0, must-revalidate',
  headers: { request: ['Accept-Language'], answer: ['Vary'] },
})
