/** Orders whose checkout can neither be finished nor undone, or is overtaken, in a shop whose parts are broken on purpose. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import { providerBooks } from '../../bin/lib/sums/books.ts'
import { Conformance, conforming } from '../support/conformance.ts'
import { switchOn } from '../support/faults.ts'
import {
  aCustomer,
  aKey,
  aProduct,
  endedExecution,
  mailsTo,
  pay,
  placeOrder,
  staffOf,
  stockOf,
  untilOrder,
} from '../support/shopper.ts'

let shop: ShopProcess
let api: Api
let staff: Api

beforeAll(async () => {
  shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
  api = new Api(shop.url, {}, conforming(new Conformance()))
  staff = await staffOf(api)
}, 60_000)

afterAll(() => shop?.stop())

const statuses = (order: { history: readonly { status: string }[] }) => order.history.map(({ status }) => status)
const retry = (as: Api, id: string, headers = {}) =>
  as.send({ method: 'POST', path: `/api/orders/${id}/retry`, headers })
const parked = async () => (await staff.get('/api/orders', { params: { query: { status: 'NEEDS_ATTENTION' } } })).items
const told = async (email: string, what: RegExp) =>
  (await mailsTo(api, email)).filter(({ channel, subject }) => channel === 'email' && what.test(subject))

const queues = async (): Promise<{ visible: number; inFlight: number }[]> =>
  (await api.call('GET', '/_local/api/queues')).items

/** A paid order, and what it is about. Faults that are on decide what becomes of it. */
async function purchase() {
  const customer = await aCustomer(api)
  const product = await aProduct(staff, { stock: 5 })
  const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 2 }])
  const payment = await pay(customer.api, order.id)
  return { customer, product, order, payment }
}

describe('An order whose payment cannot be given back', () => {
  it('waits visibly with its money owed, and one call gives everything back when the provider is well again', async () => {
    const healShipping = await switchOn(api, {
      kind: 'error',
      function: 'tradewind-local-shipping-steps-request-shipment',
    })
    const healRefunds = await switchOn(api, { kind: 'error', function: 'tradewind-local-simulators-create-refund' })
    const { customer, product, order, payment } = await purchase()

    // Seven attempts with growing pauses.
    const stuck = await until(
      'the order to be parked',
      () => customer.api.get('/api/orders/{id}', { params: { path: { id: order.id } } }),
      (answer) => answer.order.status === 'NEEDS_ATTENTION',
      { seconds: 180, everyMs: 500 },
    )

    const failed = await endedExecution(api, order.id)
    expect(failed.status).toBe('FAILED')
    expect(stuck.order.attention).toMatchObject({
      reason: expect.stringContaining('could not be given back'),
      retries: 0,
    })
    expect(await parked()).toMatchObject([{ id: order.id, attention: stuck.order.attention }])
    const owed = await customer.api.get('/api/payments/{id}', { params: { path: { id: payment.id } } })
    expect(owed.payment).toMatchObject({ status: 'CAPTURED', refunded: { amount: 0 } })
    expect(await stockOf(api, product)).toMatchObject({ onHand: 3 })
    expect(await told(customer.email, /./)).toEqual([])

    await healShipping()
    await healRefunds()
    const answers = [await retry(staff, order.id), await retry(staff, order.id)]
    const closed = await untilOrder(customer.api, order.id, 'CANCELLED')
    const again = await retry(staff, order.id)

    // The second call came while the first was under way, or when it was done.
    expect([202, 409]).toContain(answers[1]!.status)
    expect(answers[0]).toMatchObject({ status: 202, body: { order: { attention: { retries: 1 } } } })
    expect(again).toMatchObject({ status: 409, body: { code: 'ILLEGAL_TRANSITION' } })
    expect(statuses(closed).slice(-4)).toEqual(['PAID', 'NEEDS_ATTENTION', 'NEEDS_ATTENTION', 'CANCELLED'])
    expect(closed).not.toHaveProperty('attention')
    const execution = await api.call('GET', `/_local/api/executions/${order.id}-retry-1`)
    expect(execution.history.map(({ state }: { state: string }) => state)).toEqual(
      expect.arrayContaining(['Begin', 'CancelShipment', 'ReturnPayment', 'ReleaseStock', 'CloseOrder']),
    )
    const settled = await customer.api.get('/api/payments/{id}', { params: { path: { id: payment.id } } })
    expect(settled.payment).toMatchObject({ status: 'REFUNDED', refunded: order.total })
    expect(await stockOf(api, product)).toMatchObject({ onHand: 5, reserved: 0, available: 5 })
    await until(
      'the customer to be told',
      () => told(customer.email, /cancel/i),
      ({ length }) => length > 0,
    )
    expect(await told(customer.email, /./)).toHaveLength(1)
    expect(await parked()).toEqual([])
  }, 240_000)
})

describe('POST /api/orders/{id}/retry', () => {
  it('makes the promise that a paid order lacks, once, for staff only', async () => {
    const heal = await switchOn(api, { kind: 'error', function: 'tradewind-local-orders-steps-announce-order' })
    const { customer, order } = await purchase()
    const stuck = await untilOrder(customer.api, order.id, 'NEEDS_ATTENTION')
    expect(stuck.attention?.reason).toMatch(/confirmation could not be made/)
    expect([await retry(api, order.id), await retry(customer.api, order.id)].map(({ status }) => status)).toEqual([
      401, 403,
    ])

    await heal()
    const key = aKey()
    const first = await retry(staff, order.id, key)
    const repeated = await retry(staff, order.id, key)

    const paid = await untilOrder(customer.api, order.id, 'PAID')
    expect([first.status, repeated.status]).toEqual([202, 202])
    expect(repeated.headers.get('idempotent-replayed')).toBe('true')
    expect(repeated.body).toEqual(first.body)
    expect(statuses(paid).slice(-4)).toEqual(['PAID', 'NEEDS_ATTENTION', 'NEEDS_ATTENTION', 'PAID'])
    await until(
      'the confirmation',
      () => told(customer.email, /confirm/i),
      ({ length }) => length > 0,
    )
    expect((await api.call('GET', `/_local/api/executions/${order.id}-retry-1`)).status).toBe('SUCCEEDED')
    expect(await told(customer.email, /./)).toHaveLength(1)
  }, 60_000)

  it('is refused for orders that are not parked, and does not know others', async () => {
    const { order } = await purchase()
    expect((await retry(staff, order.id)).body).toMatchObject({ code: 'ILLEGAL_TRANSITION' })
    expect((await retry(staff, 'no-such-order')).status).toBe(404)
  })
})

/** The request that charges a payment, as the network brings it to the provider after its sender has given up. */
async function chargeLate(paymentId: string, amount: { amount: number; currency: string }) {
  const { items: gateways } = await api.call('GET', '/_local/api/gateways')
  const provider = gateways.map(({ url }: { url: string }) => url).find((url: string) => url !== shop.url)
  const secrets = new SecretsManagerClient({
    endpoint: shop.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: 'tradewind/local/payment-api-key' }),
  )
  secrets.destroy()
  return new Api(provider).send({
    method: 'POST',
    path: '/payments/v1/charges',
    headers: { authorization: `Bearer ${SecretString}`, 'idempotency-key': paymentId },
    body: { ...amount, token: 'tok_visa', reference: paymentId, callbackUrl: `${shop.url}/api/payments/callback` },
  })
}

describe('A payment that the provider captures when its order has been called off and its goods are free again', () => {
  it('is given back, once, and the customer is told once', async () => {
    const healCharges = await switchOn(api, { kind: 'error', function: 'tradewind-local-simulators-create-charge' })
    const { customer, product, order, payment } = await purchase()
    expect(payment.status).toBe('PENDING')
    const { id } = order
    await customer.api.call('PUT', `/api/orders/${id}/status`, { status: 'CANCELLED', reason: 'too slow' })
    await untilOrder(customer.api, id, 'CANCELLED')
    await endedExecution(api, id)
    expect(await stockOf(api, product)).toMatchObject({ onHand: 5, reserved: 0, available: 5 })
    expect((await providerBooks(shop.endpoint)).has(payment.id)).toBe(false)

    await healCharges()
    const answers = await Promise.all([1, 2].map(() => chargeLate(payment.id, order.total)))

    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const read = () => customer.api.get('/api/payments/{id}', { params: { path: { id: payment.id } } })
    const returned = await until('the money to go back', read, (answer) => answer.payment.status === 'REFUNDED')
    const { amount } = order.total
    expect(returned.payment.refunded).toEqual(order.total)
    expect((await providerBooks(shop.endpoint)).get(payment.id)).toEqual({ captured: amount, refunded: amount })
    expect(await stockOf(api, product)).toMatchObject({ onHand: 5, reserved: 0, available: 5 })
    await until('all that follows to be done', queues, (all) =>
      all.every(({ visible, inFlight }) => visible + inFlight === 0),
    )
    expect(await told(customer.email, /./)).toMatchObject([{ subject: expect.stringMatching(/is cancelled$/) }])
    const { order: closed } = await customer.api.get('/api/orders/{id}', { params: { path: { id } } })
    expect(closed).toMatchObject({ status: 'CANCELLED', payment: { status: 'REFUNDED' } })
  }, 60_000)
})
