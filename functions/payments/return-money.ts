import type { Deps } from '../shared/deps.ts'
import { Problem } from '../shared/errors.ts'
import { transact } from '../shared/table.ts'
import type { Checkout } from './domain/checkout.ts'
import { isCaptured, isUnsettled, type Payment, refundable } from './domain/payment.ts'
import { paymentProvider } from './providers/index.ts'
import { openRefund, readRefund, settleRefund } from './refunds.ts'
import { changeWrites, settle } from './settle.ts'
import { closeCheckout, getPayment, getRefund, PaymentChanged, RefundChanged } from './table.ts'

export type Returned = 'none' | 'voided' | 'refunded'

/** Closes the order's checkout for good and gives back what was paid. Repeating it changes nothing. */
export async function closeAndReturn(orderId: string, reason: string, deps: Deps) {
  const checkout = await closeCheckout(orderId, reason)
  return { checkout, outcome: await returnMoney(checkout, deps, { again: true }) }
}

/**
 * @param again asks anew where a refund had ended and money is left; without it a replayed event would, for an order that
 *   a person has decided on since
 * @throws when the provider does not answer or refuses: to be repeated, then looked at by a person.
 */
export async function returnMoney(checkout: Checkout, deps: Deps, { again = false } = {}): Promise<Returned> {
  if (!checkout.paymentId) return 'none'
  const payment = await getPayment(checkout.paymentId)
  if (!payment) return 'none'
  const settled = isUnsettled(payment.status) ? await callOff(payment, deps) : payment
  if (settled.status === 'VOIDED') return 'voided'
  if (!isCaptured(settled.status)) return 'none'
  await refundRest(settled, checkout.closed ?? 'the order is closed', again, deps)
  return 'refunded'
}

/** Voids an uncaptured charge; the answer may be that it was captured meanwhile. */
async function callOff(payment: Payment, deps: Deps): Promise<Payment> {
  const provider = paymentProvider()
  const charge = await provider.find(payment)
  if (charge) {
    const settled = await settle(payment, charge, deps)
    return isUnsettled(settled.status) ? settle(settled, await provider.void(charge.id), deps) : settled
  }
  // Should a charge be on its way, its capture finds the checkout closed and is refunded.
  const voided: Payment = { ...payment, status: 'VOIDED', clientAction: undefined, version: payment.version + 1 }
  try {
    await transact(changeWrites(payment, voided, deps))
    return voided
  } catch (error) {
    if (error instanceof PaymentChanged && isUnsettled(error.current.status)) return callOff(error.current, deps)
    if (error instanceof PaymentChanged) return error.current
    throw error
  }
}

/**
 * Gives back what is left, under a fixed id: saga and event may both ask for it. Once that refund has ended and money is
 * left all the same, under the next id: providers answer the same id as before.
 */
async function refundRest(payment: Payment, reason: string, again: boolean, deps: Deps): Promise<void> {
  for (let nth = 1; ; nth++) {
    const id = nth === 1 ? `${payment.id}-return` : `${payment.id}-return-${nth}`
    const known = await getRefund(payment.id, id)
    if (known?.status === 'FAILED' && !again) throw refused(payment)
    if (known?.status === 'SUCCEEDED' && !again) return
    if (known && known.status !== 'PENDING') continue
    const opened = known ? { payment, refund: known } : await open(payment, id, reason, deps)
    if (!opened) return
    const settled = opened.refund.status === 'PENDING' ? await settleRefund(opened, deps) : opened
    if (settled.refund.status === 'FAILED') throw refused(payment)
    if (refundable(settled.payment) === 0) return
  }
}

const refused = ({ id }: Payment) => new Error(`The provider refused to give payment ${id} back: a person has to`)

async function open(payment: Payment, id: string, reason: string, deps: Deps) {
  try {
    return await openRefund(payment, { id, reason, by: 'checkout', amount: undefined }, deps)
  } catch (error) {
    if (error instanceof RefundChanged) return readRefund(payment.id, id)
    // Staff or the customer refunded all of it before.
    if (error instanceof Problem && error.code === 'REFUND_EXCEEDS_PAYMENT') return undefined
    throw error
  }
}
