import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Language } from '../language.ts'
import { ListedProduct } from '../listed-product.ts'

/** Others that who looks at a product may like, best first; none for an unknown product. */
export const relatedProducts = defineInternal({
  service: 'catalog',
  name: 'related-products',
  timeoutMs: 5000,
  input: z.object({ productId: z.string(), language: Language, limit: z.int().check(z.minimum(1), z.maximum(30)) }),
  output: z.object({ products: z.array(ListedProduct) }),
})
