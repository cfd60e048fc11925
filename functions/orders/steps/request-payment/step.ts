import * as z from 'zod/mini'
import { OrderAwaitingPayment } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** PENDING becomes AWAITING_PAYMENT. */
export const requestPayment = defineStep({
  name: 'request-payment',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  /** The order ended meanwhile. */
  failures: ['OrderClosed'],
  emits: [OrderAwaitingPayment],
})
