import { PaymentCreated } from '../../contracts/events/index.ts'
import type { Money } from '../../contracts/money.ts'
import type { Deps } from '../shared/deps.ts'
import { Problem } from '../shared/errors.ts'
import type { Idempotency } from '../shared/http/idempotency.ts'
import { logger } from '../shared/observability/logger.ts'
import { publish } from '../shared/outbox.ts'
import type { Admission } from '../shared/resilience/breaker/breaker.ts'
import { type TransactItem, transact } from '../shared/table.ts'
import type { Checkout } from './domain/checkout.ts'
import { type ChargeWord, nextCheckAt, type Payment } from './domain/payment.ts'
import { paymentProvider } from './providers/index.ts'
import { type ChargeRequest, ProviderRefused } from './providers/provider.ts'
import { settle } from './settle.ts'
import { CheckoutTaken, claimCheckout, PaymentChanged, putNewPayment, putPayment } from './table.ts'
import { paymentView } from './views.ts'

interface PayableOrder {
  readonly orderId: string
  readonly customerId: string
  readonly status: string
  readonly total: Money
}

/** Writes the order's one payment before any money moves. @throws {Problem} PAYMENT_EXISTS, ORDER_NOT_PAYABLE */
export async function openPayment(order: PayableOrder, idempotency: Idempotency | undefined, deps: Deps) {
  const payment: Payment = {
    id: deps.newId(),
    orderId: order.orderId,
    customerId: order.customerId,
    status: 'PENDING',
    amount: order.total,
    refunded: 0,
    refunding: 0,
    provider: paymentProvider().name,
    createdAt: deps.now.toISOString(),
    nextCheckAt: nextCheckAt(deps.now, 0),
    checks: 0,
    version: 1,
  }
  const { id: paymentId, orderId, amount } = payment
  try {
    await transact([
      ...(idempotency ? [idempotency.record({ status: 201, body: { payment: paymentView(payment) } })] : []),
      claimCheckout(orderId, paymentId),
      putNewPayment(payment),
      publish(PaymentCreated, orderId, { paymentId, orderId, amount }, deps, payment.version),
    ])
  } catch (error) {
    if (error instanceof CheckoutTaken) throw refusalOf(error.checkout, order.status)
    throw error
  }
  return payment
}

/**
 * Writes down that a payment is charged anew, so that nobody takes it for one that was never charged meanwhile.
 * @returns the payment as it is, which may have settled by now
 */
export async function beginChargeAgain(payment: Payment, deps: Deps): Promise<Payment> {
  if (!awaitsCharge(payment)) return payment
  const begun: Payment = { ...payment, chargedAt: deps.now.toISOString(), version: payment.version + 1 }
  try {
    await transact([putPayment(begun, payment.version)])
    return begun
  } catch (error) {
    if (error instanceof PaymentChanged) return beginChargeAgain(error.current, deps)
    throw error
  }
}

/** The provider has not said anything of it: the request that opened it may not have lived to charge it. */
export const awaitsCharge = ({ status, chargeId }: Payment): boolean => status === 'PENDING' && !chargeId

/** Why the order takes no further payment. */
export function refusalOf(checkout: Checkout | undefined, orderStatus: string): Problem {
  if (checkout?.paymentId && checkout.outcome?.kind !== 'failed' && !checkout.closed) {
    return new Problem('PAYMENT_EXISTS', `The order is paid by the payment ${checkout.paymentId}. Look at that one.`)
  }
  return new Problem('ORDER_NOT_PAYABLE', `The order is ${orderStatus} and takes no payment. Place a new one.`)
}

/** Asks the provider. When its word is unknown the payment stays PENDING, and `on/check-payment` finds out. */
export async function chargePayment(
  payment: Payment,
  request: ChargeRequest,
  idempotency: Idempotency | undefined,
  deps: Deps,
  admission?: Admission,
): Promise<Payment> {
  const charge = await chargeOf(payment, request, admission)
  return charge ? settle(payment, charge, deps, (settled) => answerAgain(idempotency, settled)) : payment
}

async function chargeOf(
  payment: Payment,
  request: ChargeRequest,
  admission: Admission | undefined,
): Promise<ChargeWord | undefined> {
  try {
    return await paymentProvider(admission).charge(request)
  } catch (error) {
    if (error instanceof ProviderRefused) {
      const { id: reference, amount } = payment
      return { reference, amount, status: 'FAILED', failureReason: error.reason }
    }
    // The name only: messages of failed requests may carry the request.
    logger.warn('the provider did not answer a charge', { paymentId: payment.id, error: (error as Error).name })
    return undefined
  }
}

/** The answer that a repetition gets, now that there is a better one than PENDING. The first write guards the key. */
export function answerAgain(idempotency: Idempotency | undefined, payment: Payment): TransactItem[] {
  const record = idempotency?.record({ status: 201, body: { payment: paymentView(payment) } })
  return record?.put ? [{ put: { Item: record.put.Item } }] : []
}
