/** Stripe's webhooks of one payment and its refunds in every order, each twice at once, through the real handler and a real table. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import type { EventEnvelope } from '../../../contracts/event.ts'
import { openPayment } from '../../../functions/payments/charge.ts'
import { handler as paymentCallback } from '../../../functions/payments/payment-callback/handler.ts'
import { paymentProvider } from '../../../functions/payments/providers/index.ts'
import { getPayment } from '../../../functions/payments/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { logger } from '../../../functions/shared/observability/logger.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import {
  type FakeStripe,
  type SignedEvent,
  STRIPE_KEY,
  startFakeStripe,
  WEBHOOK_SECRET,
} from '../../support/fake-stripe.ts'
import { send } from '../../support/http-event.ts'
import { different, ordersToTry, outcomesOf } from '../../support/permutations.ts'
import { someDeps } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
let fake: FakeStripe

beforeAll(async () => {
  logger.setLogLevel('CRITICAL')
  table = await startTable()
  fake = await startFakeStripe()
  mockClient(SecretsManagerClient)
    .on(GetSecretValueCommand, { SecretId: 'api-key' })
    .resolves({ SecretString: STRIPE_KEY })
    .on(GetSecretValueCommand, { SecretId: 'webhook' })
    .resolves({ SecretString: `whsec_next,${WEBHOOK_SECRET}` })
  Object.assign(process.env, {
    PAYMENT_PROVIDER: 'stripe',
    STRIPE_API_URL: fake.url,
    PAYMENT_API_KEY_SECRET: 'api-key',
    PAYMENT_WEBHOOK_SECRET: 'webhook',
    PAYMENT_RETURN_URL: 'https://shop.test/orders',
  })
})
afterAll(() => Promise.all([table.stop(), fake.stop()]))

const post = async ({ body, headers }: SignedEvent) =>
  (await send(paymentCallback, { method: 'POST', text: body, headers })).status

/** A charge that was captured and given back in two parts in Stripe's dashboard, before the shop heard anything of it. */
async function refundedByHand() {
  const orderId = newId()
  const order = { orderId, customerId: 'customer-1', status: 'PENDING', total: { amount: 1999, currency: 'USD' } }
  const payment = await openPayment(order, undefined, someDeps())
  const { id: paymentId, amount } = payment
  await paymentProvider().charge({ paymentId, orderId, amount, token: 'pm_card_visa', callbackUrl: 'http://shop.test' })
  const intent = fake.intentOf(paymentId)
  const refunds = [500, 700].map((units) => {
    const refund = { id: `re_${newId()}`, object: 'refund', amount: units, currency: 'usd', payment_intent: intent.id }
    const whole = { ...refund, status: 'succeeded', metadata: {} }
    fake.refunds.set(refund.id, whole)
    return whole
  })
  const webhooks = [
    fake.event('payment_intent.processing', { ...intent, status: 'processing' }),
    fake.event('payment_intent.requires_action', { ...intent, status: 'requires_action' }, { secret: 'whsec_next' }),
    fake.event('payment_intent.succeeded', intent),
    fake.event('refund.created', refunds[0]!),
    fake.event('charge.refunded', { object: 'charge', payment_intent: intent.id }, { secret: 'whsec_next' }),
  ]
  return { orderId, paymentId, webhooks }
}

it('takes over what was refunded at Stripe once, in every order of its webhooks, also before the capture was heard of', async () => {
  const outcomes = await outcomesOf(ordersToTry([0, 1, 2, 3, 4]), async (order) => {
    const { orderId, paymentId, webhooks } = await refundedByHand()
    const answers: number[] = []
    // Twice at once and never again: what was answered with 200 Stripe does not repeat.
    for (const index of order) {
      answers.push(...(await Promise.all([post(webhooks[index]!), post(webhooks[index]!)])))
    }
    const { status, refunded, refunding } = (await getPayment(paymentId))!
    const events = await queryAll<{ envelope: EventEnvelope }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${orderId}` },
      ConsistentRead: true,
    })
    return {
      answers,
      payment: [status, refunded, refunding],
      events: events.map(({ envelope }) => envelope.name).sort(),
    }
  })

  expect(different(outcomes)).toEqual([
    {
      answers: Array.from({ length: 10 }, () => 200),
      payment: ['PARTIALLY_REFUNDED', 1200, 0],
      events: ['PaymentCaptured', 'PaymentCreated', 'PaymentRefunded', 'PaymentRefunded'],
    },
  ])
  expect(fake.mistakes).toEqual([])
})
