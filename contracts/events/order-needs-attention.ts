import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** A compensation could not finish; a person has to look. */
export const OrderNeedsAttention = defineEvent(
  'OrderNeedsAttention',
  1,
  z.object({ orderId: z.string(), number: z.string(), customerId: z.string(), reason: z.string() }),
)
