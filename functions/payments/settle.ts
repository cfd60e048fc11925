import { PaymentCaptured, PaymentFailed, PaymentVoided } from '../../contracts/events/index.ts'
import type { Deps } from '../shared/deps.ts'
import { publish } from '../shared/outbox.ts'
import { type TransactItem, transact } from '../shared/table.ts'
import { applyCharge, type ChargeWord, type Payment } from './domain/payment.ts'
import { PaymentChanged, putPayment } from './table.ts'

/**
 * Lets the provider's word change the payment, with its event, in one transaction; says nothing when it is no news.
 * @param extra writes of the same transaction, by the payment as it then is; written also when it is no news.
 */
export async function settle(
  payment: Payment,
  charge: ChargeWord,
  deps: Deps,
  extra: (payment: Payment) => readonly TransactItem[] = () => [],
): Promise<Payment> {
  const next = applyCharge(payment, charge)
  const writes = [...(next ? changeWrites(payment, next, deps) : []), ...extra(next ?? payment)]
  if (writes.length === 0) return payment
  try {
    await transact(writes)
    return next ?? payment
  } catch (error) {
    // Each change moves the payment forward in a short machine: this ends.
    if (error instanceof PaymentChanged) return settle(error.current, charge, deps, extra)
    throw error
  }
}

/** The new payment and what the change of its status means to others. */
export function changeWrites(before: Payment, after: Payment, deps: Deps): TransactItem[] {
  const { id: paymentId, orderId, amount, version } = after
  const write = putPayment(after, before.version)
  if (before.status === after.status) return [write]
  if (after.status === 'CAPTURED')
    return [write, publish(PaymentCaptured, orderId, { paymentId, orderId, amount }, deps, version)]
  if (after.status === 'VOIDED')
    return [write, publish(PaymentVoided, orderId, { paymentId, orderId, amount }, deps, version)]
  if (after.status !== 'FAILED') return [write]
  const reason = after.failureReason ?? 'declined'
  return [write, publish(PaymentFailed, orderId, { paymentId, orderId, amount, reason }, deps, version)]
}
