import * as z from 'zod/mini'
import { ListedProduct } from './listed-product.ts'

/** Everything that another service needs to show and find a product. */
export const Listing = z.object({
  productId: z.string(),
  /** Rises with every change, reviews and availability included: the higher one is the later one. */
  revision: z.int(),
  /** In English. `null`: it is not listed (any more). */
  product: z.nullable(ListedProduct),
  translations: z.optional(
    z.object({ zh: z.optional(z.object({ name: z.string(), description: z.optional(z.string()) })) }),
  ),
  /** From the top category down to its own. */
  categories: z.array(z.object({ slug: z.string(), name: z.object({ en: z.string(), zh: z.optional(z.string()) }) })),
})
export type Listing = z.infer<typeof Listing>
