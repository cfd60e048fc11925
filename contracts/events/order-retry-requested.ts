import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** Staff want the checkout of a parked order to go on from where it got stuck. */
export const OrderRetryRequested = defineEvent(
  'OrderRetryRequested',
  1,
  z.object({
    orderId: z.string(),
    number: z.string(),
    customerId: z.string(),
    /** Counts from 1 for each order. */
    retry: z.int(),
    /** What had ended the checkout, as Step Functions names it. */
    failure: z.object({ Error: z.string(), Cause: z.optional(z.string()) }),
  }),
)
