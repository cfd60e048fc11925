import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** The lines of a user's cart and its coupon. `cart` is null when the user has none or it is empty. */
export const readCart = defineInternal({
  service: 'carts',
  name: 'read-cart',
  timeoutMs: 5000,
  input: z.object({ userId: z.string() }),
  output: z.object({
    cart: z.nullable(
      z.object({
        id: z.string(),
        version: z.int(),
        lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
        couponCode: z.optional(z.string()),
      }),
    ),
  }),
})
