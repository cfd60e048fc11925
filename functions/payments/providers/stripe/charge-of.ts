/** Stripe's words for payments and refunds in ours. */
import type Stripe from 'stripe'
import type { Charge, ClientAction } from '../../domain/payment.ts'
import type { RefundWord } from '../provider.ts'

/** What we write to everything that we create at Stripe. */
export interface Reference {
  readonly paymentId?: string
  readonly refundId?: string
  readonly stage?: string
}

const statuses: Readonly<Record<Stripe.PaymentIntent.Status, Charge['status']>> = {
  canceled: 'VOIDED',
  processing: 'PENDING',
  requires_action: 'REQUIRES_ACTION',
  requires_capture: 'AUTHORIZED',
  requires_confirmation: 'PENDING',
  // We always confirm with a payment method: asking for another one means that this one failed.
  requires_payment_method: 'FAILED',
  succeeded: 'CAPTURED',
}

/** @param paymentId our id of the payment */
export function chargeOf(intent: Stripe.PaymentIntent, paymentId: string): Charge {
  const { last_payment_error: failure } = intent
  return {
    id: intent.id,
    reference: paymentId,
    status: statuses[intent.status] ?? 'PENDING',
    amount: moneyOf(intent),
    failureReason: failure?.decline_code ?? failure?.code ?? intent.cancellation_reason ?? undefined,
    clientAction: clientActionOf(intent),
  }
}

function clientActionOf(intent: Stripe.PaymentIntent): ClientAction | undefined {
  if (intent.status !== 'requires_action') return undefined
  const url = intent.next_action?.redirect_to_url?.url
  if (url) return { type: 'redirect', url }
  return { type: 'confirm', clientSecret: intent.client_secret ?? '' }
}

export const refundOf = (refund: Stripe.Refund, paymentId: string): RefundWord => ({
  id: (refund.metadata as Reference | null)?.refundId ?? refund.id,
  reference: paymentId,
  amount: moneyOf(refund),
  status:
    refund.status === 'succeeded'
      ? 'SUCCEEDED'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'FAILED'
        : 'PENDING',
})

const moneyOf = ({ amount, currency }: { amount: number; currency: string }) => ({
  amount,
  currency: currency.toUpperCase(),
})
