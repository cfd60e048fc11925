import type { Payment } from './domain/payment.ts'
import type { Refund } from './domain/refund.ts'

export const paymentView = (payment: Payment) => ({
  id: payment.id,
  orderId: payment.orderId,
  status: payment.status,
  amount: payment.amount,
  refunded: { amount: payment.refunded, currency: payment.amount.currency },
  provider: payment.provider,
  clientAction: payment.clientAction,
  failureReason: payment.failureReason,
  createdAt: payment.createdAt,
  version: payment.version,
})

export const refundView = (refund: Refund) => ({
  id: refund.id,
  paymentId: refund.paymentId,
  amount: refund.amount,
  reason: refund.reason,
  status: refund.status,
  createdAt: refund.createdAt,
})
