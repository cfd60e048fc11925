/** Moves an order to another status and says which event tells of it. Pure. */
import type { EventDefinition } from '../../../contracts/event.ts'
import {
  OrderAwaitingPayment,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderNeedsAttention,
  OrderPaid,
  OrderPaymentFailed,
  OrderRefunded,
  OrderShipped,
} from '../../../contracts/events/index.ts'
import type { cancellationReasons } from '../../../contracts/events/order-cancelled.ts'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { Problem } from '../../shared/errors.ts'
import { zero } from '../../shared/money.ts'
import type { Order } from './order.ts'
import { type Mover, mayMove } from './status.ts'

export interface OrderEvent {
  readonly definition: EventDefinition
  readonly data: Record<string, unknown>
}

/** The order as it is to be written, with what is to be told of it. */
export interface OrderChange {
  readonly order: Order
  readonly events: readonly OrderEvent[]
}

export interface Move {
  readonly to: OrderStatus
  readonly mover: Mover
  /** For the history: `staff:<id>`, or the mover itself. */
  readonly by: string
  /** ISO 8601 UTC */
  readonly at: string
  /** For people; kept in the history, never in events. */
  readonly reason?: string | undefined
  readonly cancellation?: (typeof cancellationReasons)[number]
  readonly failure?: string
  readonly trackingNumber?: string | undefined
}

/** @throws {Problem} ILLEGAL_TRANSITION */
export function move(order: Order, move: Move): OrderChange {
  if (!mayMove(order, move.to, move.mover)) {
    throw new Problem('ILLEGAL_TRANSITION', `An order that is ${order.status} cannot become ${move.to} like this.`)
  }
  const entry = { status: move.to, at: move.at, by: move.by, ...(move.reason ? { reason: move.reason } : {}) }
  const ended = move.to === 'CANCELLED' || move.to === 'PAYMENT_FAILED' ? withSharesGivenBack(order) : order
  const moved = updated(ended, move.at, { status: move.to, history: [...order.history, entry] })
  return { order: moved, events: eventsOf(moved, move) }
}

/** One change after another as one. */
export const andThen = (change: OrderChange, next: (order: Order) => OrderChange): OrderChange => {
  const second = next(change.order)
  return { order: second.order, events: [...change.events, ...second.events] }
}

/** Nothing came of the order: the use of its coupon is free again, and its units count no more against limits; once. */
export const withSharesGivenBack = (order: Order): Order => ({
  ...order,
  ...(order.coupon ? { coupon: { ...order.coupon, givenBack: true } } : {}),
  ...(order.limited ? { limited: { ...order.limited, givenBack: true } } : {}),
})

/** Something other than the status changed. */
export const updated = (order: Order, at: string, fields: Partial<Order>): Order => ({
  ...order,
  ...fields,
  updatedAt: at,
  version: order.version + 1,
})

function eventsOf(order: Order, move: Move): OrderEvent[] {
  const ids = { orderId: order.id, number: order.number, customerId: order.customerId }
  switch (move.to) {
    case 'AWAITING_PAYMENT':
      return [{ definition: OrderAwaitingPayment, data: ids }]
    case 'PAID':
      return [{ definition: OrderPaid, data: ids }]
    case 'SHIPPED':
      return [{ definition: OrderShipped, data: { ...ids, by: move.by, trackingNumber: move.trackingNumber } }]
    case 'DELIVERED':
      return [{ definition: OrderDelivered, data: ids }]
    case 'COMPLETED':
      return [{ definition: OrderCompleted, data: ids }]
    case 'CANCELLED':
      return [{ definition: OrderCancelled, data: { ...ids, reason: move.cancellation ?? 'CHECKOUT_FAILED' } }]
    case 'PAYMENT_FAILED':
      return [{ definition: OrderPaymentFailed, data: { ...ids, reason: move.failure ?? 'declined' } }]
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED': {
      const refunded = order.payment?.refunded ?? zero(order.total.currency)
      return [{ definition: OrderRefunded, data: { ...ids, refunded } }]
    }
    case 'NEEDS_ATTENTION':
      return [{ definition: OrderNeedsAttention, data: { ...ids, reason: move.failure ?? 'unknown' } }]
    default:
      return []
  }
}
