import * as z from 'zod/mini'
import { OrderNeedsAttention } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

const Failure = z.object({ Error: z.string(), Cause: z.optional(z.string()) })

/** Puts the order where the operator sees it: something could not be undone. */
export const parkOrder = defineStep({
  name: 'park-order',
  table: 'write',
  input: z.object({
    orderId: z.string(),
    correlationId: z.string(),
    /** What ended the checkout. */
    failure: Failure,
    /** By the state that got stuck. */
    stuck: z.record(z.string(), Failure),
  }),
  emits: [OrderNeedsAttention],
})
