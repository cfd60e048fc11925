import * as z from 'zod/mini'
import { PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** Compensation: → `{outcome: 'none' | 'voided' | 'refunded'}`. A payment that arrives later is refunded at once. */
export const returnPayment = defineStep({
  name: 'return-payment',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string(), reason: z.string() }),
  emits: [PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided],
  uses: ['payment-provider'],
  timeoutSeconds: 20,
})
