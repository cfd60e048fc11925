import type { Deps } from '../shared/deps.ts'
import { Problem } from '../shared/errors.ts'
import { logger } from '../shared/observability/logger.ts'
import { isUnsettled, type Payment } from './domain/payment.ts'
import { paymentProvider } from './providers/index.ts'
import type { RefundWord } from './providers/provider.ts'
import { openRefund, tellFailed, writeDown } from './refunds.ts'
import { settle } from './settle.ts'
import { getPayment, getRefund, RefundChanged } from './table.ts'

/** The provider's own word on a refund, in a callback. Refunds that were made there by hand are taken over. */
export async function hearOfRefund(word: RefundWord, deps: Deps): Promise<void> {
  const read = await getPayment(word.reference)
  if (!read || word.status === 'PENDING') return
  const payment = isUnsettled(read.status) ? await catchUp(read, deps) : read
  const known = await getRefund(payment.id, word.id)
  if (known?.status === 'PENDING') {
    await writeDown({ payment, refund: { ...known, status: word.status } }, deps)
  } else if (known?.status === 'SUCCEEDED' && word.status === 'FAILED') {
    // The customer's bank sent the money back days later: it is with us again, and a person has to look.
    await tellFailed(known)
  } else if (!known && word.status === 'SUCCEEDED') {
    await takeOver(payment, word, deps)
  }
}

/** What is refunded was captured: the word of it is still on its way, and must not make this one be lost. */
async function catchUp(payment: Payment, deps: Deps): Promise<Payment> {
  const charge = await paymentProvider().find(payment)
  return charge ? settle(payment, charge, deps) : payment
}

async function takeOver(payment: Payment, word: RefundWord, deps: Deps): Promise<void> {
  const request = { id: word.id, amount: word.amount, reason: 'refunded at the provider', by: 'provider' }
  try {
    const { payment: begun, refund } = await openRefund(payment, request, deps)
    await writeDown({ payment: begun, refund: { ...refund, status: 'SUCCEEDED' } }, deps)
  } catch (error) {
    // Another delivery of the event was first.
    if (error instanceof RefundChanged) return
    if (!(error instanceof Problem)) throw error
    logger.error('a refund at the provider does not fit', { paymentId: payment.id, code: error.code })
  }
}
