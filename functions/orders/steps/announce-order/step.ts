import * as z from 'zod/mini'
import { OrderConfirmed } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** Lets the customer be told, exactly once. */
export const announceOrder = defineStep({
  name: 'announce-order',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  emits: [OrderConfirmed],
})
