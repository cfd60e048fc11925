import * as events from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Keeps everything that happens to an order in any service. */
export const recordTimeline = defineSubscriber({
  name: 'record-timeline',
  events: [
    events.OrderPlaced,
    events.OrderAwaitingPayment,
    events.OrderPaid,
    events.OrderConfirmed,
    events.OrderShipped,
    events.OrderDelivered,
    events.OrderCompleted,
    events.OrderCancelled,
    events.OrderPaymentFailed,
    events.OrderRefunded,
    events.OrderReturned,
    events.OrderReturnCompleted,
    events.OrderNeedsAttention,
    events.OrderRetryRequested,
    events.PaymentCreated,
    events.PaymentCaptured,
    events.PaymentFailed,
    events.PaymentVoided,
    events.PaymentRefunded,
    events.PaymentWaived,
    events.ReturnRefunded,
    events.ShipmentRequested,
    events.ShipmentDispatched,
    events.ShipmentDelivered,
    events.ShipmentCancelled,
    events.StockReserved,
    events.StockCommitted,
    events.StockReleased,
    events.NotificationSent,
  ],
  table: 'write',
  // A purchase has eleven events within a second or two: one invocation each was a fifth of its invocations.
  batchSize: 25,
  batchingWindowSeconds: 1,
})
