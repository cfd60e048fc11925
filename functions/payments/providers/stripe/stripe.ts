/** Stripe, by its official SDK: one PaymentIntent a payment, created and confirmed at once. */
import type Stripe from 'stripe'
import { timeFor } from '../../../shared/resilience/deadline.ts'
import { type Charge, lastChargeAt } from '../../domain/payment.ts'
import { type PaymentProvider, ProviderRefused } from '../provider.ts'
import { chargeOf, type Reference, refundOf } from './charge-of.ts'
import { connect, type StripeSettings, TIMEOUT_MS } from './client.ts'
import { readEvent } from './read-event.ts'

/** Seconds before the payment's creation and after its last request in which its charge can have been made: a request ends after 15. */
const CHARGED_WITHIN = { before: 30, after: 120 }

export function stripe(settings: StripeSettings): PaymentProvider {
  return {
    name: 'stripe',

    async charge({ paymentId, orderId, amount, token }) {
      const client = await connect(settings)
      try {
        const intent = await client.paymentIntents.create(
          {
            amount: amount.amount,
            currency: amount.currency.toLowerCase(),
            confirm: true,
            capture_method: 'automatic',
            allowed_payment_method_types: ['card'],
            payment_method: await paymentMethodOf(client, token, paymentId),
            return_url: settings.returnUrl,
            metadata: { orderId, paymentId, stage: settings.stage },
          },
          { idempotencyKey: paymentId, timeout: timeFor(TIMEOUT_MS) },
        )
        return chargeOf(intent, paymentId)
      } catch (error) {
        const declined = (error as Stripe.errors.StripeCardError).payment_intent
        if (declined) return chargeOf(declined, paymentId)
        throw refusalOr(error)
      }
    },

    async find(payment) {
      const { id: paymentId, chargeId } = payment
      const client = await connect(settings)
      if (chargeId) return chargeOf(await client.paymentIntents.retrieve(chargeId), paymentId)
      // Not by search: its index is minutes behind, and a charge that it misses would be taken for one never made.
      const gte = Math.floor(Date.parse(payment.createdAt) / 1000) - CHARGED_WITHIN.before
      const lte = Math.ceil(Date.parse(lastChargeAt(payment)) / 1000) + CHARGED_WITHIN.after
      for await (const intent of client.paymentIntents.list({ created: { gte, lte }, limit: 100 })) {
        if ((intent.metadata as Reference).paymentId === paymentId) return chargeOf(intent, paymentId)
      }
      return undefined
    },

    async void(chargeId) {
      const client = await connect(settings)
      const word = (intent: Stripe.PaymentIntent): Charge =>
        chargeOf(intent, (intent.metadata as Reference).paymentId ?? '')
      try {
        return word(await client.paymentIntents.cancel(chargeId))
      } catch (error) {
        if ((error as Stripe.errors.StripeError).code !== 'payment_intent_unexpected_state') throw error
        return word(await client.paymentIntents.retrieve(chargeId))
      }
    },

    async refund({ refundId, paymentId, chargeId, amount }) {
      const client = await connect(settings)
      const made = await findRefund(client, chargeId, refundId)
      const metadata = { refundId, paymentId, stage: settings.stage }
      const params = { payment_intent: chargeId, amount: amount.amount, metadata }
      const refund = made ?? (await client.refunds.create(params, { idempotencyKey: refundId }).catch(refuse))
      const { status } = refundOf(refund, paymentId)
      if (status === 'FAILED') throw new ProviderRefused(refund.failure_reason ?? 'refund_failed')
      return status
    },

    readCallback: async (request) => readEvent(await connect(settings), settings, request),
  }
}

/** An id of a payment method (`pm_…`) is one; a card token (`tok_…`) is made one. */
async function paymentMethodOf(client: Stripe, token: string, paymentId: string): Promise<string> {
  if (!token.startsWith('tok_')) return token
  const idempotencyKey = `${paymentId}-method`
  const { id } = await client.paymentMethods.create(
    { type: 'card', card: { token } },
    { idempotencyKey, timeout: timeFor(TIMEOUT_MS) },
  )
  return id
}

/** Stripe forgets idempotency keys after a day, and a pending refund may be asked for again later than that. */
async function findRefund(client: Stripe, chargeId: string, refundId: string): Promise<Stripe.Refund | undefined> {
  for await (const refund of client.refunds.list({ payment_intent: chargeId, limit: 100 })) {
    // By its own id when it was made by hand, and taken over from there.
    if (refund.id === refundId || (refund.metadata as Reference | null)?.refundId === refundId) return refund
  }
  return undefined
}

const refuse = (error: unknown): never => {
  throw refusalOr(error)
}

/** What repeating cannot mend is a refusal. Wrong keys, limits, outages and conflicts of a key with itself are not. */
function refusalOr(error: unknown): unknown {
  const { type, code, decline_code, statusCode } = error as Stripe.errors.StripeError & { decline_code?: string }
  const isRefusal = type === 'StripeCardError' || (type === 'StripeInvalidRequestError' && statusCode !== 409)
  return isRefusal ? new ProviderRefused(decline_code ?? code ?? 'refused') : error
}
