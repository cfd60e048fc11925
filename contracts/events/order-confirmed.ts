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
    total: Money,
  }),
)
