import {
  OrderCancelled,
  PaymentCaptured,
  PaymentFailed,
  PaymentRefunded,
  PaymentVoided,
} from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** A cancelled order gets its money back, and a saga that waits for its payment ends. */
export const returnMoney = defineSubscriber({
  name: 'return-money',
  events: [OrderCancelled],
  table: 'write',
  emits: [PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided],
  uses: ['resume-checkout', 'payment-provider'],
  timeoutSeconds: 20,
})
