import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Money } from '../money.ts'

/** Names and prices for skus or product ids, as of now. Lines come back in the order asked. */
export const quoteItems = defineInternal({
  service: 'catalog',
  name: 'quote-items',
  timeoutMs: 5000,
  // A full cart and what is being put into it.
  input: z.object({ references: z.array(z.string()).check(z.maxLength(501)) }),
  output: z.object({
    lines: z.array(
      z.object({
        /** The sku or product id asked for. */
        reference: z.string(),
        /** `unknown`: no such product; `ambiguous`: a product id with variants, so a sku must be named. */
        status: z.enum(['active', 'unavailable', 'unknown', 'ambiguous']),
        item: z.optional(
          z.object({
            sku: z.string(),
            productId: z.string(),
            name: z.string(),
            unitPrice: Money,
            /** Units of the product that one customer may buy; absent where there is no limit. */
            maxPerCustomer: z.optional(z.int()),
            /** From stock events, so it may be a moment old: for display. `null` before the first one. */
            available: z.nullable(z.int()),
          }),
        ),
      }),
    ),
  }),
})
