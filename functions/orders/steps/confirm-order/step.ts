import * as z from 'zod/mini'
import { OrderPaid, OrderRefunded } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** AWAITING_PAYMENT becomes PAID. */
export const confirmOrder = defineStep({
  name: 'confirm-order',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  /** The order ended meanwhile. */
  failures: ['OrderClosed'],
  emits: [OrderPaid, OrderRefunded],
})
