import {
  OrderCancelled,
  OrderRefunded,
  PaymentCaptured,
  PaymentCreated,
  PaymentFailed,
  PaymentRefunded,
  PaymentVoided,
} from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Shows the payment in its order, and lets the status follow refunds. */
export const followPaymentEvents = defineSubscriber({
  name: 'follow-payment',
  events: [PaymentCreated, PaymentCaptured, PaymentFailed, PaymentVoided, PaymentRefunded],
  table: 'write',
  emits: [OrderRefunded, OrderCancelled],
})
