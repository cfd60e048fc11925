import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { ProviderRefused } from '../../../functions/payments/providers/provider.ts'
import { repeatCharge } from '../../../functions/payments/providers/repeat-charge.ts'
import { stripe } from '../../../functions/payments/providers/stripe/stripe.ts'
import { newId } from '../../../functions/shared/ids.ts'
import {
  type FakeStripe,
  type SignedEvent,
  STRIPE_KEY,
  startFakeStripe,
  WEBHOOK_SECRET,
} from '../../support/fake-stripe.ts'

let fake: FakeStripe
let webhookSecrets = [WEBHOOK_SECRET]

beforeAll(async () => {
  fake = await startFakeStripe()
})
afterEach(() => {
  expect(fake.mistakes).toEqual([])
  Object.assign(fake, { cuts: 0, refundStatus: 'succeeded' })
  webhookSecrets = [WEBHOOK_SECRET]
})
afterAll(() => fake.stop())

const provider = (more: { apiKey?: string; url?: string } = {}) =>
  repeatCharge(
    stripe({
      url: more.url ?? fake.url,
      apiKey: async () => more.apiKey ?? STRIPE_KEY,
      webhookSecrets: async () => webhookSecrets,
      returnUrl: 'https://shop.test/orders',
      stage: 'test',
    }),
  )

const amount = { amount: 1999, currency: 'USD' }
const aRequest = (token: string, paymentId = newId()) => ({
  paymentId,
  orderId: 'order-1',
  amount,
  token,
  callbackUrl: 'https://shop.test/callback',
})
const charge = (token: string) => provider().charge(aRequest(token))
const lastRequest = (path: string) =>
  fake.requests.findLast((request) => request.path === path && request.method === 'POST')!
const read = ({ body, headers }: SignedEvent, now = new Date()) =>
  provider().readCallback({ rawBody: body, headers, now })

describe('Charging with Stripe', () => {
  it('creates and confirms one PaymentIntent for the exact amount, keyed and marked by our payment', async () => {
    const request = aRequest('pm_card_visa')

    const made = await provider().charge(request)

    expect(made).toMatchObject({
      reference: request.paymentId,
      status: 'CAPTURED',
      amount,
      id: expect.stringMatching(/^pi_/),
    })
    expect(lastRequest('/v1/payment_intents')).toMatchObject({
      form: {
        amount: '1999',
        currency: 'usd',
        confirm: 'true',
        payment_method: 'pm_card_visa',
        'metadata[orderId]': 'order-1',
        'metadata[paymentId]': request.paymentId,
      },
      headers: { 'idempotency-key': request.paymentId, 'stripe-version': '2026-10-28.endive' },
    })
  })

  it('takes card tokens as well as payment methods', async () => {
    await charge('tok_visa')

    expect(lastRequest('/v1/payment_methods').form).toMatchObject({ type: 'card', 'card[token]': 'tok_visa' })
    expect(lastRequest('/v1/payment_intents').form.payment_method).toBe('pm_of_tok_visa')
  })

  it('tells a decline with its reason, by the id of the intent', async () => {
    expect(await charge('pm_card_chargeDeclined')).toMatchObject({
      id: expect.stringMatching(/^pi_/),
      status: 'FAILED',
      failureReason: 'generic_decline',
    })
  })

  it('hands over what the payer has to do: a page to visit, or a secret for the script in the browser', async () => {
    const page = await charge('pm_card_authenticationRequired')
    const script = await charge('pm_card_script')

    expect(page).toMatchObject({
      status: 'REQUIRES_ACTION',
      clientAction: { type: 'redirect', url: expect.stringContaining('/3ds/') },
    })
    expect(script).toMatchObject({
      status: 'REQUIRES_ACTION',
      clientAction: { type: 'confirm', clientSecret: expect.stringContaining('_secret_') },
    })
  })

  it('makes one charge when the first answer is lost', async () => {
    const before = fake.intents.size
    fake.cuts = 1

    const made = await charge('pm_card_visa')

    expect(made.status).toBe('CAPTURED')
    expect(fake.intents.size).toBe(before + 1)
  })

  it('is a refusal where repeating mends nothing, and unknown where it may', async () => {
    await expect(charge('pm_none')).rejects.toBeInstanceOf(ProviderRefused)
    const wrongKey = provider({ apiKey: 'sk_test_other' }).charge(aRequest('pm_card_visa'))
    await expect(wrongKey).rejects.not.toBeInstanceOf(ProviderRefused)
    fake.cuts = 2
    await expect(charge('pm_card_visa')).rejects.not.toBeInstanceOf(ProviderRefused)
  })
})

describe('Asking Stripe', () => {
  it('finds a charge by its id, by our payment where the id was lost, or tells that there is none', async () => {
    const request = aRequest('pm_card_processing')
    const { id } = await provider().charge(request)
    const createdAt = new Date().toISOString()

    expect(await provider().find({ id: request.paymentId, chargeId: id, createdAt })).toMatchObject({ id })
    expect(await provider().find({ id: request.paymentId, createdAt })).toMatchObject({ id, status: 'PENDING' })
    expect(await provider().find({ id: newId(), createdAt })).toBeUndefined()
  })

  it('finds also a charge that a repeated request made, long after the payment was opened', async () => {
    const request = aRequest('pm_card_processing')
    const { id } = await provider().charge(request)
    const [createdAt, chargedAt] = [new Date(Date.now() - 600_000).toISOString(), new Date().toISOString()]

    expect(await provider().find({ id: request.paymentId, createdAt })).toBeUndefined()
    expect(await provider().find({ id: request.paymentId, createdAt, chargedAt })).toMatchObject({ id })
  })

  it('calls a charge off, or says that it was captured meanwhile', async () => {
    const open = await charge('pm_card_authenticationRequired')
    const done = await charge('pm_card_visa')

    expect(await provider().void(open.id)).toMatchObject({ id: open.id, status: 'VOIDED' })
    expect(await provider().void(open.id)).toMatchObject({ status: 'VOIDED' })
    expect(await provider().void(done.id)).toMatchObject({ status: 'CAPTURED' })
  })
})

describe('Refunds with Stripe', () => {
  const aRefund = (chargeId: string, units: number, refundId = newId()) => ({
    refundId,
    paymentId: 'payment-1',
    chargeId,
    amount: { amount: units, currency: 'USD' },
  })

  it('give back parts, once for an id, even when Stripe has forgotten the key', async () => {
    const { id } = await charge('pm_card_visa')
    const refund = aRefund(id, 500)
    const before = fake.refunds.size

    expect(await provider().refund(refund)).toBe('SUCCEEDED')
    expect(lastRequest('/v1/refunds')).toMatchObject({
      form: { payment_intent: id, amount: '500' },
      headers: { 'idempotency-key': refund.refundId },
    })
    expect(await provider().refund(refund)).toBe('SUCCEEDED')
    expect(fake.refunds.size).toBe(before + 1)
  })

  it('stay pending while Stripe has only accepted them', async () => {
    const { id } = await charge('pm_card_visa')
    const refund = aRefund(id, 500)
    fake.refundStatus = 'pending'

    expect(await provider().refund(refund)).toBe('PENDING')
    ;[...fake.refunds.values()].at(-1)!.status = 'succeeded'
    expect(await provider().refund(refund)).toBe('SUCCEEDED')
  })

  it('of more than was paid are refused', async () => {
    const { id } = await charge('pm_card_visa')

    await expect(provider().refund(aRefund(id, 2000))).rejects.toMatchObject({ reason: 'amount_too_large' })
  })
})

describe("Stripe's webhook", () => {
  const anIntent = async (token = 'pm_card_visa') => {
    const { reference } = await charge(token)
    return fake.intentOf(reference)
  }

  it('says what became of a payment', async () => {
    const intent = await anIntent('pm_card_authenticationRequired')
    const told = async (type: string, changes: object) =>
      (await read(fake.event(`payment_intent.${type}`, { ...intent, ...changes })))?.charge

    expect(await told('requires_action', {})).toMatchObject({ status: 'REQUIRES_ACTION' })
    expect(await told('succeeded', { status: 'succeeded' })).toMatchObject({
      id: intent.id,
      reference: intent.metadata.paymentId,
      status: 'CAPTURED',
      amount,
    })
    expect(await told('canceled', { status: 'canceled', cancellation_reason: 'abandoned' })).toMatchObject({
      status: 'VOIDED',
    })
    const failure = { code: 'card_declined', decline_code: 'insufficient_funds' }
    const failed = { status: 'requires_payment_method', last_payment_error: failure }
    expect(await told('payment_failed', failed)).toMatchObject({
      status: 'FAILED',
      failureReason: 'insufficient_funds',
    })
  })

  it('says what became of refunds, ours and those made by hand', async () => {
    const intent = await anIntent()
    const paymentId = intent.metadata.paymentId!
    await provider().refund({
      refundId: 'r1',
      paymentId,
      chargeId: intent.id,
      amount: { amount: 500, currency: 'USD' },
    })
    const ours = [...fake.refunds.values()].at(-1)!
    const byHand = { ...ours, id: 're_hand', metadata: {}, amount: 300 }
    fake.refunds.set(byHand.id, byHand)

    const one = await read(fake.event('refund.updated', { ...ours, status: 'failed' }))
    const all = await read(fake.event('charge.refunded', { id: 'ch_1', payment_intent: intent.id, metadata: {} }))

    expect(one?.refunds).toMatchObject([{ id: 'r1', reference: paymentId, status: 'FAILED' }])
    expect(all?.refunds).toMatchObject([
      { id: 'r1', reference: paymentId, status: 'SUCCEEDED', amount: { amount: 500 } },
      { id: 're_hand', reference: paymentId, status: 'SUCCEEDED', amount: { amount: 300 } },
    ])
  })

  it('is acknowledged when it says nothing to us, or is of another shop on the same account', async () => {
    const intent = await anIntent()
    const foreign = { ...intent, metadata: { ...intent.metadata, stage: 'other' } }

    expect(await read(fake.event('customer.created', { id: 'cus_1' }))).toEqual({ id: expect.any(String) })
    expect(await read(fake.event('payment_intent.succeeded', foreign))).toEqual({ id: expect.any(String) })
    expect(await read(fake.event('payment_intent.succeeded', { ...intent, metadata: {} }))).toEqual({
      id: expect.any(String),
    })
  })

  it('counts only with a signature of one of our secrets, made within five minutes, over exactly this body', async () => {
    const intent = await anIntent()
    const event = fake.event('payment_intent.succeeded', intent)
    const minutes = (n: number) => new Date(Date.now() + n * 60_000)
    webhookSecrets = ['whsec_new', WEBHOOK_SECRET]

    expect(await read(event)).toMatchObject({ charge: { status: 'CAPTURED' } })
    expect(await read(event, minutes(4))).toBeDefined()
    expect(await read(event, minutes(6))).toBeUndefined()
    expect(await read({ ...event, body: event.body.replace('1999', '1') })).toBeUndefined()
    expect(await read({ ...event, headers: {} })).toBeUndefined()
    expect(await read(fake.event('payment_intent.succeeded', intent, { secret: 'whsec_forged' }))).toBeUndefined()
    webhookSecrets = ['']
    expect(await read(event)).toBeUndefined()
  })
})
