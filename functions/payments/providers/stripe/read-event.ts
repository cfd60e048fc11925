/** Stripe's webhook events: signature first, then what they say in our words. */
import type Stripe from 'stripe'
import { Problem } from '../../../shared/errors.ts'
import { SIGNATURE_TOLERANCE_SECONDS } from '../../../shared/webhook-signature.ts'
import type { CallbackRequest, ProviderEvent } from '../provider.ts'
import { chargeOf, type Reference, refundOf } from './charge-of.ts'
import type { StripeSettings } from './client.ts'

/** @returns undefined when the signature is bad or old. Events that say nothing to us come back empty. */
export async function readEvent(
  client: Stripe,
  settings: StripeSettings,
  request: CallbackRequest,
): Promise<ProviderEvent | undefined> {
  const event = verified(client, await settings.webhookSecrets(), request)
  if (!event) return undefined
  const isOurs = (metadata: unknown) => (metadata as Reference | null)?.stage === settings.stage
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'payment_intent.requires_action':
    case 'payment_intent.processing':
    case 'payment_intent.amount_capturable_updated': {
      const intent = event.data.object
      const { paymentId } = intent.metadata as Reference
      return { id: event.id, ...(paymentId && isOurs(intent.metadata) ? { charge: chargeOf(intent, paymentId) } : {}) }
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return { id: event.id, refunds: await refundsOf(client, isOurs, event.data.object, [event.data.object]) }
    case 'charge.refunded':
      // It tells the sum only; what it is made of may include refunds from Stripe's dashboard.
      return { id: event.id, refunds: await refundsOf(client, isOurs, event.data.object) }
    default:
      return { id: event.id }
  }
}

function verified(client: Stripe, secrets: readonly string[], request: CallbackRequest): Stripe.Event | undefined {
  const { rawBody, headers, now } = request
  const signature = headers['stripe-signature']
  if (!signature) return undefined
  for (const secret of secrets.filter((one) => one !== '')) {
    try {
      const tolerance = SIGNATURE_TOLERANCE_SECONDS
      return client.webhooks.constructEvent(rawBody, signature, secret, tolerance, undefined, now.getTime())
    } catch (cause) {
      if (cause instanceof SyntaxError) throw new Problem('MALFORMED_REQUEST', 'The body is not an event.', { cause })
      if ((cause as Stripe.errors.StripeError).type !== 'StripeSignatureVerificationError') throw cause
    }
  }
  return undefined
}

/** Only the payment knows whose it is: refunds that were made by hand carry nothing of ours. */
async function refundsOf(
  client: Stripe,
  isOurs: (metadata: unknown) => boolean,
  { payment_intent }: Pick<Stripe.Charge | Stripe.Refund, 'payment_intent'>,
  known?: readonly Stripe.Refund[],
) {
  if (!payment_intent) return []
  const intent =
    typeof payment_intent === 'string' ? await client.paymentIntents.retrieve(payment_intent) : payment_intent
  const { paymentId } = intent.metadata as Reference
  if (!paymentId || !isOurs(intent.metadata)) return []
  const refunds = known ?? (await client.refunds.list({ payment_intent: intent.id, limit: 100 })).data
  return refunds.map((refund) => refundOf(refund, paymentId))
}
