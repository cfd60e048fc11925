import * as z from 'zod/mini'
import { OrderCancelled, OrderPaymentFailed } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** Ends the order after everything it took was given back. */
export const closeOrder = defineStep({
  name: 'close-order',
  table: 'write',
  input: z.object({
    orderId: z.string(),
    correlationId: z.string(),
    failure: z.object({ Error: z.string(), Cause: z.optional(z.string()) }),
  }),
  emits: [OrderCancelled, OrderPaymentFailed],
})
