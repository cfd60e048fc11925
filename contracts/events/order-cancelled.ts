import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const cancellationReasons = ['OUT_OF_STOCK', 'PAYMENT_TIMEOUT', 'CUSTOMER', 'STAFF', 'CHECKOUT_FAILED'] as const

/** The order will not be fulfilled. Whatever it took (money, stock, shipment) is given back by whoever holds it. */
export const OrderCancelled = defineEvent(
  'OrderCancelled',
  1,
  z.object({ orderId: z.string(), number: z.string(), customerId: z.string(), reason: z.enum(cancellationReasons) }),
)
