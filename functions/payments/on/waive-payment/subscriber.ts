import { PaymentWaived } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** The saga of an order that costs nothing waits for no payment. */
export const waivePayment = defineSubscriber({
  name: 'waive-payment',
  events: [PaymentWaived],
  table: 'write',
  uses: ['resume-checkout'],
})
