/** What payment events mean for the order. They come twice and in any order: an older one never wins. Pure. */
import { OrderCancelled } from '../../../contracts/events/index.ts'
import type { Money } from '../../../contracts/money.ts'
import { zero } from '../../shared/money.ts'
import { andThen, move, type OrderChange, type OrderEvent, updated, withSharesGivenBack } from './move.ts'
import type { Order, PaymentSummary } from './order.ts'
import { isBeingUndone } from './parking.ts'
import { mayMove, stageOf } from './status.ts'

/** How final a status is. A capture outranks a failure: the provider may report both, late. */
const rank: Record<PaymentSummary['status'], number> = {
  PENDING: 0,
  FAILED: 1,
  CAPTURED: 2,
  VOIDED: 3,
  PARTIALLY_REFUNDED: 4,
  REFUNDED: 5,
}

export type PaymentReport =
  | {
      readonly name: 'PaymentCreated' | 'PaymentCaptured' | 'PaymentFailed' | 'PaymentVoided'
      readonly paymentId: string
      readonly amount: Money
    }
  | {
      readonly name: 'PaymentRefunded'
      readonly paymentId: string
      readonly captured: Money
      readonly refundedTotal: Money
    }

const statusOf = {
  PaymentCreated: 'PENDING',
  PaymentCaptured: 'CAPTURED',
  PaymentFailed: 'FAILED',
  PaymentVoided: 'VOIDED',
} as const

/** Undefined when the order knows as much or more. */
export function followPayment(order: Order, report: PaymentReport, at: string): OrderChange | undefined {
  const payment = summaryOf(report)
  if (!isNewer(payment, order.payment)) return undefined
  const change = { order: updated(order, at, { payment }), events: [] }
  return followRefund(change, at)
}

/** Lets the status follow what was refunded of the payment, where it may. */
export function followRefund(change: OrderChange, at: string): OrderChange {
  const before = change.order
  const to = before.payment?.status
  if (to !== 'REFUNDED' && to !== 'PARTIALLY_REFUNDED') return change
  if (isBeingUndone(before) || !mayMove(before, to, 'payments')) return change
  const followed = andThen(change, (order) => move(order, { to, mover: 'payments', by: 'payments', at }))
  const isUnshipped = to === 'REFUNDED' && stageOf(before) === 'PAID'
  if (!isUnshipped) return followed
  return { order: withSharesGivenBack(followed.order), events: [...followed.events, willNotShip(before)] }
}

/** All the money went back before the goods left: stock, shipment and coupon are given back as for a cancelled order. */
const willNotShip = (order: Order): OrderEvent => ({
  definition: OrderCancelled,
  data: { orderId: order.id, number: order.number, customerId: order.customerId, reason: 'STAFF' },
})

function summaryOf(report: PaymentReport): PaymentSummary {
  if (report.name === 'PaymentRefunded') {
    const whole = report.refundedTotal.amount >= report.captured.amount
    return {
      id: report.paymentId,
      status: whole ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
      amount: report.captured,
      refunded: report.refundedTotal,
    }
  }
  const refunded = zero(report.amount.currency)
  return { id: report.paymentId, status: statusOf[report.name], amount: report.amount, refunded }
}

function isNewer(payment: PaymentSummary, known: PaymentSummary | undefined): boolean {
  if (!known) return true
  // Ids sort by time: a later payment replaces an earlier one, which can only have failed.
  if (payment.id !== known.id) return payment.id > known.id
  if (rank[payment.status] !== rank[known.status]) return rank[payment.status] > rank[known.status]
  return payment.refunded.amount > known.refunded.amount
}
