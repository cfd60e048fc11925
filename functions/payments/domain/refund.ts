import type { Money } from '../../../contracts/money.ts'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { forbidden, Problem } from '../../shared/errors.ts'
import { isCaptured, type Payment, refundable } from './payment.ts'

export interface Refund {
  /** Also the idempotency key at the provider. */
  readonly id: string
  readonly paymentId: string
  readonly amount: Money
  readonly reason: string
  /** PENDING until the provider has confirmed or refused it. */
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED'
  readonly by: string
  /** Where the answer to whoever asked for it is kept: its words are the refund's. */
  readonly answeredIn?: { readonly pk: string; readonly sk: string } | undefined
  /** The return of goods that it is for. */
  readonly returnId?: string | undefined
  readonly createdAt: string
  /** When reconciliation asks the provider next while it is PENDING, and how often it has. ISO 8601. */
  readonly nextCheckAt: string
  /** Absent in refunds that were begun before it was counted. */
  readonly checks?: number
}

/**
 * The payment with this much set aside for a refund, so that concurrent refunds cannot exceed it together.
 * @param amount absent: everything that is left.
 * @throws {Problem} PAYMENT_NOT_REFUNDABLE, REFUND_EXCEEDS_PAYMENT, VALIDATION_FAILED for another currency
 */
export function beginRefund(payment: Payment, amount: Money | undefined): { payment: Payment; amount: Money } {
  const { currency } = payment.amount
  if (!isCaptured(payment.status)) {
    throw new Problem('PAYMENT_NOT_REFUNDABLE', `The payment is ${payment.status}: nothing was captured to give back.`)
  }
  if (amount && amount.currency !== currency) {
    throw new Problem('VALIDATION_FAILED', `The payment was made in ${currency}.`, {
      errors: [{ path: 'body.amount.currency', message: `must be ${currency}` }],
    })
  }
  const left = refundable(payment)
  const units = amount?.amount ?? left
  if (units > left || left === 0) {
    throw new Problem('REFUND_EXCEEDS_PAYMENT', `Of this payment ${left} ${currency} (minor units) can be refunded.`)
  }
  return {
    payment: { ...payment, refunding: payment.refunding + units, version: payment.version + 1 },
    amount: { amount: units, currency },
  }
}

/** The payment after the provider confirmed (or refused) a refund that was begun. */
export function finishRefund(payment: Payment, refund: Refund, succeeded: boolean): Payment {
  const refunded = payment.refunded + (succeeded ? refund.amount.amount : 0)
  const after = refunded >= payment.amount.amount ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  return {
    ...payment,
    refunded,
    refunding: payment.refunding - refund.amount.amount,
    status: refunded > 0 ? after : payment.status,
    version: payment.version + 1,
  }
}

/**
 * What customers may do themselves: the whole payment, while nothing was sent.
 * @throws {Problem} FORBIDDEN; as `beginRefund` for what nobody may
 */
export function assertCustomerMayRefund(payment: Payment, amount: Money | undefined, order: OrderStatus | undefined) {
  beginRefund(payment, amount)
  if (amount && amount.amount !== refundable(payment)) {
    throw forbidden('You can refund a payment as a whole. For a part of it, ask our staff.')
  }
  if (order !== 'PAID' && order !== 'CANCELLED') {
    throw forbidden(`The order is ${order ?? 'unknown'}: a refund now goes through our staff or a return.`)
  }
}
