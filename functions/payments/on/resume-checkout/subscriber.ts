import { PaymentCaptured, PaymentFailed, PaymentRefunded } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Tells the waiting saga how the payment went; money that comes to a closed order goes back at once. */
export const resumeCheckout = defineSubscriber({
  name: 'resume-checkout',
  events: [PaymentCaptured, PaymentFailed],
  table: 'write',
  emits: [PaymentRefunded],
  uses: ['resume-checkout', 'payment-provider'],
  timeoutSeconds: 20,
})
