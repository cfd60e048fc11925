import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import {
  type FakeStripe,
  type SignedEvent,
  STRIPE_KEY,
  startFakeStripe,
  WEBHOOK_SECRET,
} from '../support/fake-stripe.ts'
import {
  aCustomer,
  aKey,
  aProduct,
  type Customer,
  closedStatuses,
  type Product,
  pay,
  placeOrder,
  staffOf,
  stockOf,
  untilOrder,
} from '../support/shopper.ts'

let fake: FakeStripe
let shop: ShopProcess
let staff: Api
let customer: Customer
let product: Product

beforeAll(async () => {
  fake = await startFakeStripe()
  shop = await startShopProcess({
    args: ['--ephemeral', '--seed', 'accounts', '--parameter', `StripeApiUrl=${fake.url}`],
    env: { PAYMENT_PROVIDER: 'stripe', STRIPE_SECRET_KEY: STRIPE_KEY, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET },
  })
  const api = new Api(shop.url)
  staff = await staffOf(api)
  customer = await aCustomer(api)
  product = await aProduct(staff, { stock: 100 })
}, 120_000)

afterEach(() => expect(fake.mistakes).toEqual([]))

afterAll(async () => {
  await shop?.stop()
  await fake?.stop()
})

async function payWith(token: string) {
  const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
  return { order, payment: await pay(customer.api, order.id, token) }
}
const paymentOf = async ({ id }: { id: string }) => (await customer.api.call('GET', `/api/payments/${id}`)).payment
const post = ({ body, headers }: SignedEvent) =>
  fetch(`${shop.url}/api/payments/callback`, { method: 'POST', body, headers })

describe('A shop that is paid through Stripe', () => {
  it('takes the money of an order once and makes it PAID, whatever webhooks follow', async () => {
    const { order, payment } = await payWith('pm_card_visa')

    const paid = await untilOrder(customer.api, order.id, 'PAID')

    const intent = fake.intentOf(payment.id)
    const event = fake.event('payment_intent.succeeded', intent)
    const answers = await Promise.all([event, event, event].map(post))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(paid.payment).toMatchObject({ status: 'CAPTURED', amount: paid.total })
    expect(await paymentOf(payment)).toMatchObject({ status: 'CAPTURED', provider: 'stripe' })
    expect(intent).toMatchObject({ amount: paid.total.amount, currency: 'usd', metadata: { orderId: order.id } })
  })

  it('ends the order when the card is declined', async () => {
    const { order, payment } = await payWith('pm_card_chargeDeclined')

    expect(payment).toMatchObject({ status: 'FAILED', failureReason: 'generic_decline' })
    await untilOrder(customer.api, order.id, ...closedStatuses)
  })

  it('sends the payer to confirm the card, and goes on when the webhook says so, late ones notwithstanding', async () => {
    const { order, payment } = await payWith('pm_card_authenticationRequired')
    const intent = fake.intentOf(payment.id)
    expect(payment).toMatchObject({
      status: 'REQUIRES_ACTION',
      clientAction: { type: 'redirect', url: `${fake.url}/3ds/${intent.id}` },
    })
    const early = fake.event('payment_intent.requires_action', { ...intent })

    intent.status = 'succeeded'
    await post(fake.event('payment_intent.succeeded', intent))
    await post(early)

    await untilOrder(customer.api, order.id, 'PAID')
    const settled = await paymentOf(payment)
    expect(settled.status).toBe('CAPTURED')
    expect(settled.clientAction).toBeUndefined()
  })

  it('calls the charge off when the order is cancelled before the card was confirmed', async () => {
    const { order, payment } = await payWith('pm_card_script')
    expect(payment.clientAction).toMatchObject({ type: 'confirm', clientSecret: expect.any(String) })

    await customer.api.call('PUT', `/api/orders/${order.id}/status`, { status: 'CANCELLED' })

    await until(
      'the intent to be cancelled',
      async () => fake.intentOf(payment.id),
      ({ status }) => status === 'canceled',
    )
    expect(
      await until(
        'the payment to be void',
        () => paymentOf(payment),
        ({ status }) => status === 'VOIDED',
      ),
    ).toBeDefined()
  })

  it('gives back a part, and counts what was given back in the dashboard of Stripe', async () => {
    const { order, payment } = await payWith('pm_card_visa')
    const { total } = await untilOrder(customer.api, order.id, 'PAID')
    const body = { paymentId: payment.id, amount: { amount: 500, currency: 'USD' }, reason: 'scratched' }

    const { refund } = await staff.call('POST', '/api/payments/refund', body, aKey())
    const intent = fake.intentOf(payment.id)
    const byHand = { id: 're_by_hand', amount: 300, currency: 'usd', payment_intent: intent.id, status: 'succeeded' }
    fake.refunds.set(byHand.id, { ...byHand, metadata: {} })
    const event = fake.event('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: intent.id })
    const answers = [await post(event), await post(event)]

    expect(refund).toMatchObject({ status: 'SUCCEEDED', amount: { amount: 500 } })
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await paymentOf(payment)).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      refunded: { amount: 800, currency: 'USD' },
    })
    const rest = { paymentId: payment.id, amount: { amount: total.amount - 799, currency: 'USD' }, reason: 'too much' }
    await expect(staff.call('POST', '/api/payments/refund', rest, aKey())).rejects.toThrow(/REFUND_EXCEEDS_PAYMENT/)
  })

  it('is not moved by a forged webhook, and thanks for those that do not concern it', async () => {
    const { payment } = await payWith('pm_card_authenticationRequired')
    const succeeded = { ...fake.intentOf(payment.id), status: 'succeeded' }

    const forged = await post(fake.event('payment_intent.succeeded', succeeded, { secret: 'whsec_guessed' }))
    const old = await post(
      fake.event('payment_intent.succeeded', succeeded, { timestamp: Math.floor(Date.now() / 1000) - 301 }),
    )
    const foreign = await post(fake.event('customer.created', { id: 'cus_1', object: 'customer' }))

    expect([forged.status, old.status, foreign.status]).toEqual([401, 401, 200])
    expect(await forged.json()).toMatchObject({ code: 'INVALID_SIGNATURE' })
    expect((await paymentOf(payment)).status).toBe('REQUIRES_ACTION')
    expect((await stockOf(staff, product)).onHand).toBeGreaterThan(0)
  })
})
