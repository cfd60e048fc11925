import { OrderReturned, PaymentRefunded, ReturnRefunded } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Gives the money of returned goods back, once for a return. */
export const refundReturns = defineSubscriber({
  name: 'refund-return',
  events: [OrderReturned],
  table: 'write',
  emits: [PaymentRefunded, ReturnRefunded],
  uses: ['payment-provider'],
  timeoutSeconds: 20,
})
