import * as z from 'zod/mini'
import { Availability, listedFields, variantFields } from './listed-product.ts'

/** A product as its own page shows it. */
export const Product = z.object({
  ...listedFields,
  /** Units that one customer may buy, over all their orders; absent where there is no limit. */
  maxPerCustomer: z.optional(z.int()),
  /** Where there are options: each can be bought by its own sku. */
  variants: z.optional(
    z.array(
      z.object({
        ...variantFields,
        availability: Availability,
        /** Units, as last told by inventory; absent before. */
        available: z.optional(z.int()),
      }),
    ),
  ),
  translations: z.optional(
    z.object({ zh: z.optional(z.object({ name: z.string(), description: z.optional(z.string()) })) }),
  ),
})
