import * as z from 'zod/mini'
import { defineStep } from '../../../shared/service.ts'

/**
 * Waits by task token: the result comes from whoever learns last of token and payment.
 * Success: `{paymentId, amount}`; failures: PaymentFailed, OrderCancelled.
 */
export const awaitPayment = defineStep({
  name: 'await-payment',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string(), taskToken: z.string() }),
  failures: ['PaymentFailed', 'OrderCancelled'],
  uses: ['resume-checkout'],
})
