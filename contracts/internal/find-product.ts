import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** A product by id, slug or sku, with all its skus. `null` when there is none. */
export const findProduct = defineInternal({
  service: 'catalog',
  name: 'find-product',
  timeoutMs: 5000,
  input: z.object({ reference: z.string() }),
  output: z.object({
    product: z.nullable(z.object({ productId: z.string(), sku: z.string(), skus: z.array(z.string()) })),
  }),
})
