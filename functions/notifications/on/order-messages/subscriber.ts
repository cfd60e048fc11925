import { NotificationSent } from '../../../../contracts/events/notification-sent.ts'
import { OrderCancelled } from '../../../../contracts/events/order-cancelled.ts'
import { OrderConfirmed } from '../../../../contracts/events/order-confirmed.ts'
import { OrderDelivered } from '../../../../contracts/events/order-delivered.ts'
import { OrderPaymentFailed } from '../../../../contracts/events/order-payment-failed.ts'
import { OrderRefunded } from '../../../../contracts/events/order-refunded.ts'
import { OrderReturnCompleted } from '../../../../contracts/events/order-return-completed.ts'
import { OrderShipped } from '../../../../contracts/events/order-shipped.ts'
import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Tells customers what became of their orders. */
export const orderMessages = defineSubscriber({
  name: 'order-messages',
  events: [
    OrderConfirmed,
    OrderCancelled,
    OrderShipped,
    OrderDelivered,
    OrderRefunded,
    OrderReturnCompleted,
    OrderPaymentFailed,
  ],
  table: 'write',
  emits: [NotificationSent],
  calls: [getContact],
  uses: ['send-email', 'send-sms'],
})
