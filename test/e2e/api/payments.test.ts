import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  anAddress,
  aProduct,
  type Customer,
  type Product,
  pay,
  staffOf,
  untilOrder,
} from '../../support/shopper.ts'

let api: Api
let staff: Api
let customer: Customer
let stranger: Customer
let product: Product

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
  ;[customer, stranger] = [await aCustomer(api), await aCustomer(api)]
  product = await aProduct(staff, { stock: 1000, price: 1999 })
})

/** With tax and shipping. */
async function anOrder(by = customer.api) {
  const body = { items: [{ sku: product.sku, quantity: 1 }], shippingAddress: anAddress({ country: 'FR' }) }
  return (await by.call('POST', '/api/orders', body, aKey())).order
}
const card = (token: string) => ({ type: 'card', token })
const charge = (orderId: string, { by = customer.api, headers = aKey(), token = 'tok_visa' } = {}) =>
  by.send({ method: 'POST', path: '/api/payments', body: { orderId, method: card(token) }, headers })
const settled = async (paymentId: string, ...statuses: string[]) =>
  (
    await until(
      `payment ${paymentId} to be ${statuses.join(' or ')}`,
      () => customer.api.call('GET', `/api/payments/${paymentId}`),
      ({ payment }) => statuses.includes(payment.status),
    )
  ).payment
async function aPaidOrder() {
  const order = await anOrder()
  const payment = await pay(customer.api, order.id)
  await settled(payment.id, 'CAPTURED')
  await untilOrder(customer.api, order.id, 'PAID')
  return { order, payment }
}
const refund = (by: Api, body: object, headers: Record<string, string> = aKey()) =>
  by.send({ method: 'POST', path: '/api/payments/refund', body: { reason: 'test', ...body }, headers })

describe('POST /api/payments', () => {
  it('charges the order’s total, with tax and shipping, once', async () => {
    const order = await anOrder()
    const headers = aKey()
    const first = await charge(order.id, { headers })
    expect(first.status).toBe(201)
    expect(first.body.payment).toMatchObject({
      orderId: order.id,
      amount: order.total,
      refunded: { amount: 0 },
      provider: 'simulator',
    })
    expect(order.total.amount).toBeGreaterThan(order.subtotal.amount)
    const again = await charge(order.id, { headers })
    expect([again.status, again.body.payment.id]).toEqual([201, first.body.payment.id])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await charge(order.id)).toMatchObject({ status: 409 })
    const paid = await untilOrder(customer.api, order.id, 'PAID')
    expect(paid.payment).toMatchObject({ status: 'CAPTURED', amount: order.total })
  })

  it('needs a key, and an order of the caller', async () => {
    const order = await anOrder()
    expect((await charge(order.id, { headers: {} as never })).body.code).toBe('IDEMPOTENCY_KEY_REQUIRED')
    expect((await charge(order.id, { by: stranger.api })).status).toBe(404)
    expect((await charge('no-such-order')).status).toBe(404)
    const body = { orderId: order.id, method: card('tok_visa'), amount: { amount: 1, currency: 'USD' } }
    expect((await customer.api.send({ method: 'POST', path: '/api/payments', body, headers: aKey() })).status).toBe(400)
  })

  it('refuses a cancelled order', async () => {
    const order = await anOrder()
    await customer.api.call('PUT', `/api/orders/${order.id}/status`, { status: 'CANCELLED' })
    expect(await charge(order.id)).toMatchObject({ status: 409, body: { code: 'ORDER_NOT_PAYABLE' } })
  })

  it('tells what the payer has to do', async () => {
    const { payment } = (await charge((await anOrder()).id, { token: 'tok_3ds' })).body
    expect(payment).toMatchObject({ status: 'REQUIRES_ACTION', clientAction: { type: 'redirect' } })
  })

  it.each([
    ['tok_declined', 'card_declined'],
    ['tok_insufficient_funds', 'insufficient_funds'],
  ])('with %s fails, says why and ends the order', async (token, reason) => {
    const order = await anOrder()
    const { payment } = (await charge(order.id, { token })).body
    expect(await settled(payment.id, 'FAILED')).toMatchObject({ failureReason: reason })
    await untilOrder(customer.api, order.id, 'PAYMENT_FAILED')
  })
})

describe('GET /api/payments/{id}', () => {
  it('shows a payment to its customer and staff only', async () => {
    const { payment } = (await charge((await anOrder()).id)).body
    const path = `/api/payments/${payment.id}`
    expect((await customer.api.call('GET', path)).payment.id).toBe(payment.id)
    expect((await staff.call('GET', path)).payment.id).toBe(payment.id)
    expect((await stranger.api.send({ method: 'GET', path })).status).toBe(404)
    expect((await api.send({ method: 'GET', path })).status).toBe(401)
  })
})

describe('POST /api/payments/callback', () => {
  const event = JSON.stringify({ id: 'evt-1', data: { charge: { id: 'ch', reference: 'x', status: 'captured' } } })
  const signature = (secret: string, at: number) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${event}`).digest('hex')}`

  it.each([
    ['no signature', undefined],
    ['a made-up one', 't=1,v1=00'],
    ['one of another secret', signature('guessed', Math.floor(Date.now() / 1000))],
    ['one that is too old', signature('guessed', Math.floor(Date.now() / 1000) - 600)],
  ])('answers 401 to %s', async (_what, value) => {
    const { status, body } = await api.send({
      method: 'POST',
      path: '/api/payments/callback',
      body: JSON.parse(event),
      headers: value ? { 'x-payment-signature': value } : {},
    })
    expect([status, body.code]).toEqual([401, 'INVALID_SIGNATURE'])
  })

  it.each(['tok_duplicate', 'tok_disorder'])('settles once what the provider reports with %s', async (token) => {
    const order = await anOrder()
    const { payment } = (await charge(order.id, { token })).body
    expect(await settled(payment.id, 'CAPTURED')).toMatchObject({ amount: order.total, refunded: { amount: 0 } })
    const paid = await untilOrder(customer.api, order.id, 'PAID')
    expect(paid.history.filter(({ status }: { status: string }) => status === 'PAID')).toHaveLength(1)
  })
})

describe('POST /api/payments/refund', () => {
  it('gives back parts up to the total, tax and shipping included, and no more', async () => {
    const { order, payment } = await aPaidOrder()
    const part = (amount: number) => ({ paymentId: payment.id, amount: { amount, currency: 'USD' } })

    const first = await refund(staff, part(500))
    expect(first).toMatchObject({
      status: 201,
      body: { payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: 500 } } },
    })
    const tooMuch = await refund(staff, part(order.total.amount - 499))
    expect(tooMuch).toMatchObject({ status: 409, body: { code: 'REFUND_EXCEEDS_PAYMENT' } })
    await untilOrder(customer.api, order.id, 'PARTIALLY_REFUNDED')
    const rest = await refund(staff, { paymentId: payment.id })
    expect(rest.body.payment).toMatchObject({ status: 'REFUNDED', refunded: order.total })
    expect((await refund(staff, part(1))).body.code).toBe('REFUND_EXCEEDS_PAYMENT')
    await untilOrder(customer.api, order.id, 'REFUNDED')
  })

  it('repeats its answer for the same key, and needs one', async () => {
    const { payment } = await aPaidOrder()
    const body = { paymentId: payment.id, amount: { amount: 100, currency: 'USD' } }
    expect((await refund(staff, body, {})).body.code).toBe('IDEMPOTENCY_KEY_REQUIRED')
    const headers = aKey()
    const [first, again] = [await refund(staff, body, headers), await refund(staff, body, headers)]
    expect(again.body.refund.id).toBe(first.body.refund.id)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await staff.call('GET', `/api/payments/${payment.id}`)).payment.refunded.amount).toBe(100)
  })

  it('passes the total by no race', async () => {
    const { order, payment } = await aPaidOrder()
    const half = { paymentId: payment.id, amount: { amount: Math.ceil(order.total.amount / 2), currency: 'USD' } }
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(staff, half)))
    const given = answers.filter(({ status }) => status === 201).length
    const { payment: after } = await staff.call('GET', `/api/payments/${payment.id}`)
    expect(after.refunded.amount).toBe(given * half.amount.amount)
    expect(after.refunded.amount).toBeLessThanOrEqual(order.total.amount)
  })

  it('lets customers take back their own whole payment before it ships, and nothing else', async () => {
    const { order, payment } = await aPaidOrder()
    expect((await refund(stranger.api, { paymentId: payment.id })).status).toBe(404)
    const part = { paymentId: payment.id, amount: { amount: 1, currency: 'USD' } }
    expect((await refund(customer.api, part)).status).toBe(403)
    expect((await refund(customer.api, { paymentId: payment.id })).body.payment.status).toBe('REFUNDED')
    await untilOrder(customer.api, order.id, 'REFUNDED')
  })

  it('refuses what was not captured', async () => {
    const { payment } = (await charge((await anOrder()).id, { token: 'tok_3ds' })).body
    expect((await refund(staff, { paymentId: payment.id })).body.code).toBe('PAYMENT_NOT_REFUNDABLE')
  })
})
