import { PaymentCaptured, PaymentCreated, PaymentFailed, PaymentVoided } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'
import { CHECK_SECONDS } from '../../domain/payment.ts'

/** Looks at each payment once when its charge must be over, and asks the provider where its word was lost. */
export const checkPayments = defineSubscriber({
  name: 'check-payment',
  events: [PaymentCreated],
  // Of the queue: EventBridge Scheduler counts in minutes.
  delaySeconds: CHECK_SECONDS,
  table: 'write',
  emits: [PaymentCaptured, PaymentFailed, PaymentVoided],
  uses: ['payment-provider'],
})
