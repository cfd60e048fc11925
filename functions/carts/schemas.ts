import * as z from 'zod/mini'
import { couponProblems } from '../../contracts/coupon.ts'
import { Money } from '../../contracts/money.ts'
import { Sku } from '../../contracts/quantity.ts'
import { lineProblems } from './domain/price-cart.ts'

/** A sku, or the id of a product without variants. */
export const Reference = Sku

export const Cart = z.object({
  id: z.string(),
  lines: z.array(
    z.object({
      sku: z.string(),
      productId: z.string(),
      name: z.string(),
      quantity: z.int(),
      /** As of now. */
      unitPrice: Money,
      lineTotal: Money,
      /** Why it cannot be ordered as it is. Lines that are UNAVAILABLE are not in the subtotal. */
      problem: z.optional(z.enum(lineProblems)),
    }),
  ),
  subtotal: Money,
  discount: Money,
  coupon: z.optional(
    z.object({
      code: z.string(),
      /** It takes nothing off the cart but makes its order ship free. */
      freeShipping: z.boolean(),
      /** Why it takes nothing off, as things are; `detail` says it for people. */
      problem: z.optional(z.enum([...couponProblems, 'PROVIDER_UNAVAILABLE'])),
      detail: z.optional(z.string()),
    }),
  ),
  /** Before shipping and tax, which the order adds. */
  total: Money,
  itemCount: z.int(),
  version: z.int(),
  /** A guest's: to be sent as X-Cart-Token. */
  token: z.optional(z.string()),
})

export const cartAnswer = z.object({ cart: Cart })
