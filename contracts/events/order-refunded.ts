import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

/** The order's status followed a refund: REFUNDED or PARTIALLY_REFUNDED. */
export const OrderRefunded = defineEvent(
  'OrderRefunded',
  1,
  z.object({ orderId: z.string(), number: z.string(), customerId: z.string(), refunded: Money }),
)
