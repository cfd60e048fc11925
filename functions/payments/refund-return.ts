import { ReturnRefunded } from '../../contracts/events/index.ts'
import type { Money } from '../../contracts/money.ts'
import type { Deps } from '../shared/deps.ts'
import { Problem } from '../shared/errors.ts'
import { zero } from '../shared/money.ts'
import { publish } from '../shared/outbox.ts'
import { type TransactItem, transact } from '../shared/table.ts'
import { openRefund, type Refunded, readRefund, settleRefund } from './refunds.ts'
import { getCheckout, getPayment, getRefund, RefundChanged } from './table.ts'

interface Return {
  readonly orderId: string
  readonly returnId: string
  readonly refund: Money
}

/** Gives back what the return asks for, or what is left of the payment. The refund has the return's id, so it is there once. */
export async function refundReturn(request: Return, deps: Deps, handledOnce: TransactItem): Promise<void> {
  const opened = await openedRefund(request, deps)
  if (opened?.refund.status === 'PENDING') await settleRefund(opened, deps)
  if (!opened) {
    const { orderId, returnId, refund } = request
    const data = { orderId, returnId, refunded: zero(refund.currency), failed: false }
    await transact([handledOnce, publish(ReturnRefunded, orderId, data, deps)])
  }
}

/** Undefined when there is nothing to give back. */
async function openedRefund({ orderId, returnId, refund }: Return, deps: Deps): Promise<Refunded | undefined> {
  const paymentId = (await getCheckout(orderId))?.paymentId
  const payment = paymentId && (await getPayment(paymentId))
  if (!payment || refund.amount === 0) return undefined
  const known = await getRefund(payment.id, returnId)
  if (known) return { payment, refund: known }
  const request = { id: returnId, returnId, reason: 'Returned goods', by: 'orders', amount: refund, orWhatIsLeft: true }
  try {
    return await openRefund(payment, request, deps)
  } catch (error) {
    if (error instanceof RefundChanged) return readRefund(payment.id, returnId)
    if (error instanceof Problem && error.code === 'REFUND_EXCEEDS_PAYMENT') return undefined
    throw error
  }
}
