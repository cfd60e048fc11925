/** What each step of the checkout does to the order. Pure; every one may be repeated. */
import { OrderConfirmed } from '../../../contracts/events/index.ts'
import { StepFailure } from '../../shared/errors.ts'
import { type CheckoutFailure, endingOf } from './checkout-failure.ts'
import { followRefund } from './follow-payment.ts'
import { type Move, move, type OrderChange, updated } from './move.ts'
import type { Order } from './order.ts'
import { backToItsEnd, unparked } from './parking.ts'
import { isClosed, isPayable, statusBefore } from './status.ts'

const byCheckout = (to: Move['to'], at: string) => ({ to, mover: 'checkout', by: 'checkout', at }) as const

/** @throws {StepFailure} OrderClosed */
export function awaitPayment(order: Order, at: string): OrderChange | undefined {
  if (order.status === 'PENDING') return move(order, byCheckout('AWAITING_PAYMENT', at))
  assertOpen(order)
  return undefined
}

/** @throws {StepFailure} OrderClosed */
export function confirm(order: Order, at: string): OrderChange | undefined {
  assertOpen(order)
  if (!isPayable(order.status)) return undefined
  if (order.payment?.status === 'REFUNDED') throw new StepFailure('OrderClosed', 'The payment was given back already')
  return followRefund(move(order, byCheckout('PAID', at)), at)
}

/** The one promise to the customer; a parked order that lacked it goes on. Nothing when the order ended meanwhile. */
export function announce(order: Order, at: string): OrderChange | undefined {
  if (isClosed(statusBefore(order))) return backToItsEnd(order, at)
  const promised = promise(order, at)
  if (order.status !== 'NEEDS_ATTENTION') return promised
  const { order: back, events } = unparked(promised?.order ?? order, at)
  return { order: back, events: [...(promised?.events ?? []), ...events] }
}

function promise(order: Order, at: string): OrderChange | undefined {
  if (order.announcedAt) return undefined
  const data = {
    orderId: order.id,
    number: order.number,
    customerId: order.customerId,
    lines: order.lines.map(({ name, quantity, lineTotal }) => ({ name, quantity, lineTotal })),
    discount: order.discount,
    shippingFee: order.shippingFee,
    tax: order.tax,
    total: order.total,
  }
  return { order: updated(order, at, { announcedAt: at }), events: [{ definition: OrderConfirmed, data }] }
}

/** @throws {Problem} ILLEGAL_TRANSITION when the goods are out already: a person has to decide. */
export function close(order: Order, failure: CheckoutFailure, at: string): OrderChange | undefined {
  const before = { ...order, status: statusBefore(order) }
  if (isClosed(before.status)) return backToItsEnd(order, at)
  const ending = endingOf(failure)
  // Paid by now: whatever failed then, it was not the payment.
  const wasPaid = ending.to === 'PAYMENT_FAILED' && !isPayable(before.status)
  const to = wasPaid ? 'CANCELLED' : ending.to
  // From where it was before: that says whether the goods are out, which being parked does not.
  if (wasPaid) return move(before, { ...byCheckout(to, at), cancellation: 'CHECKOUT_FAILED', reason: ending.reason })
  return move(before, { ...byCheckout(to, at), ...ending })
}

function assertOpen(order: Order): void {
  if (isClosed(order.status) || order.status === 'NEEDS_ATTENTION') throw orderClosed(order)
}

const orderClosed = (order: Order) => new StepFailure('OrderClosed', `The order is ${order.status}`)
