import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Language } from '../language.ts'
import { Product } from '../product.ts'
import { Review } from '../review.ts'

/** A listed product by id, slug or sku, with its newest reviews; `null` when there is none. */
export const getProductPage = defineInternal({
  service: 'catalog',
  name: 'get-product-page',
  timeoutMs: 5000,
  input: z.object({
    reference: z.string(),
    language: Language,
    /** Most reviews. */
    reviews: z.int().check(z.minimum(1), z.maximum(100)),
  }),
  output: z.object({ page: z.nullable(z.object({ product: Product, reviews: z.array(Review) })) }),
})
