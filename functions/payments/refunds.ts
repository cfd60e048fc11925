import { PaymentRefunded, ReturnRefunded } from '../../contracts/events/index.ts'
import type { Money } from '../../contracts/money.ts'
import type { Deps } from '../shared/deps.ts'
import { zero } from '../shared/money.ts'
import { logger } from '../shared/observability/logger.ts'
import { countMetric } from '../shared/observability/metric.ts'
import { publish } from '../shared/outbox.ts'
import { type TransactItem, transact } from '../shared/table.ts'
import { nextCheckAt, type Payment, refundable } from './domain/payment.ts'
import { beginRefund, finishRefund, type Refund } from './domain/refund.ts'
import { paymentProvider } from './providers/index.ts'
import { ProviderRefused } from './providers/provider.ts'
import {
  getPayment,
  getRefund,
  PaymentChanged,
  putNewRefund,
  putPayment,
  putSettledRefund,
  RefundChanged,
} from './table.ts'

export interface Refunded {
  readonly payment: Payment
  readonly refund: Refund
}

type Extra = (result: Refunded) => readonly TransactItem[]
export type RefundRequest = Pick<Refund, 'id' | 'reason' | 'by' | 'returnId' | 'answeredIn'> & {
  readonly amount: Money | undefined
  /** Where less than `amount` is left, refund that. */
  readonly orWhatIsLeft?: boolean
}

/** Sets the money aside as a PENDING refund, once for an id. @throws {Problem} as `beginRefund`. @throws RefundChanged */
export async function openRefund(
  payment: Payment,
  request: RefundRequest,
  deps: Deps,
  extra: Extra = () => [],
): Promise<Refunded> {
  const isShort = request.orWhatIsLeft && (request.amount?.amount ?? 0) > refundable(payment)
  const begun = beginRefund(payment, isShort ? undefined : request.amount)
  const refund: Refund = {
    id: request.id,
    paymentId: payment.id,
    amount: begun.amount,
    reason: request.reason,
    status: 'PENDING',
    by: request.by,
    answeredIn: request.answeredIn,
    returnId: request.returnId,
    createdAt: deps.now.toISOString(),
    nextCheckAt: nextCheckAt(deps.now, 0),
    checks: 0,
  }
  const result = { payment: begun.payment, refund }
  try {
    await transact([putNewRefund(refund), putPayment(begun.payment, payment.version), ...extra(result)])
    return result
  } catch (error) {
    if (error instanceof PaymentChanged) return openRefund(error.current, request, deps, extra)
    throw error
  }
}

/**
 * Has the provider pay a PENDING refund and writes its word down. May be repeated after a crash at any point: the
 * provider knows the refund by its id. It stays PENDING when the provider has only accepted it.
 * @throws when the provider's word is unknown; the refund then stays PENDING.
 */
export async function settleRefund(
  { payment, refund }: Refunded,
  deps: Deps,
  extra: Extra = () => [],
): Promise<Refunded> {
  const status = await payBack(payment, refund)
  return status === 'PENDING' ? { payment, refund } : writeDown({ payment, refund: { ...refund, status } }, deps, extra)
}

async function payBack(payment: Payment, refund: Refund): Promise<Refund['status']> {
  if (!payment.chargeId) throw new Error(`Payment ${payment.id} was captured without a charge id`)
  try {
    const { id: refundId, paymentId, amount } = refund
    return await paymentProvider().refund({ refundId, paymentId, chargeId: payment.chargeId, amount })
  } catch (error) {
    if (error instanceof ProviderRefused) return 'FAILED'
    throw error
  }
}

/** The end of a PENDING refund, with what it means to payment and order. Who comes second gets it as it is. */
export async function writeDown({ payment, refund }: Refunded, deps: Deps, extra: Extra = () => []): Promise<Refunded> {
  const succeeded = refund.status === 'SUCCEEDED'
  const result = { payment: finishRefund(payment, refund, succeeded), refund }
  try {
    await transact([
      putSettledRefund(refund),
      putPayment(result.payment, payment.version),
      ...(succeeded ? [refundedEvent(result, deps)] : []),
      ...returnEvent(result, deps),
      ...extra(result),
    ])
    if (!succeeded) await tellFailed(refund)
    return result
  } catch (error) {
    if (error instanceof PaymentChanged) return writeDown({ payment: error.current, refund }, deps, extra)
    if (error instanceof RefundChanged) return readRefund(payment.id, refund.id)
    throw error
  }
}

/** Tells operators: it may come weeks after the refund was accepted, when nobody waits for an answer any more. */
export async function tellFailed({ paymentId, id: refundId }: Pick<Refund, 'paymentId' | 'id'>): Promise<void> {
  logger.error('a refund failed', { paymentId, refundId })
  await countMetric('RefundFailed', 1)
}

const refundedEvent = ({ payment, refund }: Refunded, deps: Deps) =>
  publish(
    PaymentRefunded,
    payment.orderId,
    {
      paymentId: payment.id,
      orderId: payment.orderId,
      refundId: refund.id,
      amount: refund.amount,
      refundedTotal: { amount: payment.refunded, currency: payment.amount.currency },
      captured: payment.amount,
    },
    deps,
    payment.version,
  )

/** What orders learn of the refund of a return. */
function returnEvent({ payment, refund }: Refunded, deps: Deps): TransactItem[] {
  if (!refund.returnId) return []
  const { orderId } = payment
  const failed = refund.status === 'FAILED'
  const refunded = failed ? zero(refund.amount.currency) : refund.amount
  return [publish(ReturnRefunded, orderId, { orderId, returnId: refund.returnId, refunded, failed }, deps)]
}

/** Both as they are now. */
export async function readRefund(paymentId: string, refundId: string): Promise<Refunded> {
  const [payment, refund] = await Promise.all([getPayment(paymentId), getRefund(paymentId, refundId)])
  if (!payment || !refund) throw new Error(`Payment ${paymentId} has no refund ${refundId}`)
  return { payment, refund }
}
