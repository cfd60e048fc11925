import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

/** An order was accepted as PENDING. Starts the checkout saga. */
export const OrderPlaced = defineEvent(
  'OrderPlaced',
  1,
  z.object({
    orderId: z.string(),
    number: z.string(),
    customerId: z.string(),
    /** The cart it was made from, when it was. */
    cart: z.optional(z.object({ id: z.string(), version: z.int() })),
    items: z.array(z.object({ sku: z.string(), productId: z.string(), quantity: z.int(), unitPrice: Money })),
    total: Money,
  }),
)
