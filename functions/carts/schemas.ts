import * as z from 'zod/mini'
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
  total: Money,
  itemCount: z.int(),
  version: z.int(),
  /** A guest's: to be sent as X-Cart-Token. */
  token: z.optional(z.string()),
})

export const cartAnswer = z.object({ cart: Cart })
