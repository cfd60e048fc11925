import type { Deps } from '../shared/deps.ts'
import { transact } from '../shared/table.ts'
import {
  applyCharge,
  type ChargeWord,
  isUnsettled,
  lastChargeAt,
  NEVER_CHARGED_SECONDS,
  nextCheckAt,
  type Payment,
} from './domain/payment.ts'
import type { Refund } from './domain/refund.ts'
import { paymentProvider } from './providers/index.ts'
import { readRefund, settleRefund } from './refunds.ts'
import { changeWrites, settle } from './settle.ts'
import { getPayment, PaymentChanged, putPayment, putPostponedRefund, RefundChanged } from './table.ts'

/** Asks the provider what became of an unsettled payment and writes it down. */
export async function checkPayment(paymentId: string, deps: Deps): Promise<void> {
  const payment = await getPayment(paymentId)
  if (!payment || !isUnsettled(payment.status)) return
  // First, so that a provider that fails on this one does not keep it at the head of the line.
  const postponed = await postpone(payment, deps)
  if (!postponed) return
  const charge = await paymentProvider().find(postponed)
  if (charge) await settle(postponed, charge, deps)
  else await giveUp(postponed, deps)
}

/** Asks the provider for a refund that it has not confirmed yet, and writes its word down. */
export async function checkRefund({ paymentId, id }: Refund, deps: Deps): Promise<void> {
  const { payment, refund } = await readRefund(paymentId, id)
  const checks = (refund.checks ?? 0) + 1
  const postponed = { ...refund, checks, nextCheckAt: nextCheckAt(deps.now, checks) }
  try {
    // First, as with payments: providers take days for some, and those must not keep the others waiting.
    await transact([putPostponedRefund(postponed)])
  } catch (error) {
    // It ended just now.
    if (error instanceof RefundChanged) return
    throw error
  }
  await settleRefund({ payment, refund: postponed }, deps)
}

async function postpone(payment: Payment, deps: Deps): Promise<Payment | undefined> {
  const checks = payment.checks + 1
  const next = { ...payment, checks, nextCheckAt: nextCheckAt(deps.now, checks), version: payment.version + 1 }
  try {
    await transact([putPayment(next, payment.version)])
    return next
  } catch (error) {
    // It is being settled just now.
    if (error instanceof PaymentChanged) return undefined
    throw error
  }
}

/** Fails a payment that was never charged. Not one that has changed since it was read: a repeated request may charge it now. */
async function giveUp(payment: Payment, deps: Deps): Promise<void> {
  const word = neverCharged(payment, deps.now)
  const failed = word && applyCharge(payment, word)
  if (!failed) return
  try {
    await transact(changeWrites(payment, failed, deps))
  } catch (error) {
    // The next check judges it as it is then.
    if (!(error instanceof PaymentChanged)) throw error
  }
}

function neverCharged(payment: Payment, now: Date): ChargeWord | undefined {
  if (now.getTime() - Date.parse(lastChargeAt(payment)) < NEVER_CHARGED_SECONDS * 1000) return undefined
  const { id: reference, amount } = payment
  return { reference, amount, status: 'FAILED', failureReason: 'never_charged' }
}
