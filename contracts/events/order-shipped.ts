import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const OrderShipped = defineEvent(
  'OrderShipped',
  1,
  z.object({
    orderId: z.string(),
    number: z.string(),
    customerId: z.string(),
    trackingNumber: z.optional(z.string()),
    /** Who set it: a person through the API, or the carrier through the shipping service. */
    by: z.string(),
  }),
)
