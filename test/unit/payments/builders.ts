import type { Charge, Payment } from '../../../functions/payments/domain/payment.ts'
import type { Refund } from '../../../functions/payments/domain/refund.ts'
import type { Deps } from '../../../functions/shared/deps.ts'
import { newId } from '../../../functions/shared/ids.ts'

export const NOW = new Date('2026-03-01T12:00:00.000Z')

export const someDeps = (now = new Date()): Deps => ({
  now,
  newId,
  requestId: 'request-1',
  correlationId: 'correlation-1',
})

export const aPayment = (more: Partial<Payment> = {}): Payment => ({
  id: 'payment-1',
  orderId: 'order-1',
  customerId: 'customer-1',
  status: 'PENDING',
  amount: { amount: 1999, currency: 'USD' },
  refunded: 0,
  refunding: 0,
  provider: 'simulator',
  createdAt: NOW.toISOString(),
  nextCheckAt: NOW.toISOString(),
  checks: 0,
  version: 1,
  ...more,
})

export const aCharge = (more: Partial<Charge> = {}): Charge => ({
  id: 'ch_1',
  reference: 'payment-1',
  status: 'CAPTURED',
  amount: { amount: 1999, currency: 'USD' },
  ...more,
})

export const aRefund = (more: Partial<Refund> = {}): Refund => ({
  id: 'refund-1',
  paymentId: 'payment-1',
  amount: { amount: 500, currency: 'USD' },
  reason: 'scratched',
  status: 'PENDING',
  by: 'staff:1',
  createdAt: NOW.toISOString(),
  nextCheckAt: NOW.toISOString(),
  checks: 0,
  ...more,
})
