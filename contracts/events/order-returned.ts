import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

/** Goods of an order came back: they go on the shelf again, and their share of what was paid is given back. */
export const OrderReturned = defineEvent(
  'OrderReturned',
  1,
  z.object({
    orderId: z.string(),
    number: z.string(),
    customerId: z.string(),
    returnId: z.string(),
    items: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    /** What is to be given back, as far as the payment still has it. */
    refund: Money,
  }),
)
