import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Language } from '../language.ts'
import { ListedProduct } from '../listed-product.ts'

/** The first products that can be bought now: the newest, or the best rated. */
export const listShelf = defineInternal({
  service: 'catalog',
  name: 'list-shelf',
  timeoutMs: 5000,
  input: z.object({
    sort: z.enum(['newest', 'rating']),
    language: Language,
    limit: z.int().check(z.minimum(1), z.maximum(30)),
  }),
  output: z.object({ products: z.array(ListedProduct) }),
})
