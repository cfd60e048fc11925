import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

/** Paid, stock taken, shipment requested: the first moment at which a customer may be promised anything. */
export const OrderConfirmed = defineEvent(
  'OrderConfirmed',
  1,
  z.object({
    orderId: z.string(),
    number: z.string(),
    customerId: z.string(),
    lines: z.array(z.object({ name: z.string(), quantity: z.int(), lineTotal: Money })),
    /** What is between the lines and the total; absent in events of before there was any of it. */
    discount: z.optional(Money),
    shippingFee: z.optional(Money),
    tax: z.optional(Money),
    total: Money,
  }),
)
