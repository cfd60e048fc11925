import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const OrderPaymentFailed = defineEvent(
  'OrderPaymentFailed',
  1,
  z.object({ orderId: z.string(), number: z.string(), customerId: z.string(), reason: z.string() }),
)
