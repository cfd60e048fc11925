import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  anAddress,
  aProduct,
  type Customer,
  mailsTo,
  type Product,
  pay,
  staffOf,
  stockOf,
  untilOrder,
} from '../../support/shopper.ts'

let api: Api
let staff: Api
let customer: Customer

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
  customer = await aCustomer(api)
})

interface Shipped {
  readonly order: { id: string; total: { amount: number }; lines: { tax: { amount: number } }[] }
  readonly paymentId: string
  readonly product: Product
}

/** Bought, paid and shipped: German tax and shipping on three units of 9.99. */
async function shipped({ quantity = 3, country = 'DE' } = {}): Promise<Shipped> {
  const product = await aProduct(staff, { stock: 10, price: 999 })
  const body = { items: [{ sku: product.sku, quantity }], shippingAddress: anAddress({ country }) }
  const { order } = await customer.api.call('POST', '/api/orders', body, aKey())
  const payment = await pay(customer.api, order.id)
  await untilOrder(customer.api, order.id, 'PAID')
  await staff.call('PUT', `/api/orders/${order.id}/status`, { status: 'SHIPPED' })
  return { order, paymentId: payment.id, product }
}

const giveBack = (by: Api, { order, product }: Shipped, quantity: number, headers: Record<string, string> = aKey()) =>
  by.send({
    method: 'POST',
    path: `/api/orders/${order.id}/returns`,
    body: { lines: [{ sku: product.sku, quantity }], reason: 'too small' },
    headers,
  })
const settled = async (location: string) =>
  (
    await until(
      'the return to be refunded',
      () => customer.api.call('GET', location),
      (answer) => answer.return.status !== 'PENDING',
    )
  ).return

describe('POST /api/orders/{id}/returns', () => {
  it('gives the units’ share back, puts them on the shelf, and the rest with the rest', async () => {
    const bought = await shipped()
    const { status, body, headers } = await giveBack(customer.api, bought, 1)

    expect(status).toBe(201)
    expect(body.return).toMatchObject({
      orderId: bought.order.id,
      lines: [{ sku: bought.product.sku, quantity: 1 }],
      status: 'PENDING',
      reason: 'too small',
    })
    // A third of 29.97 and of its 19 %.
    expect(body.return.refund.amount).toBe(Math.round((2997 + bought.order.lines[0]!.tax.amount) / 3))
    const first = await settled(headers.get('location')!)
    expect(first).toMatchObject({ status: 'REFUNDED', refund: body.return.refund })
    const partly = await untilOrder(customer.api, bought.order.id, 'PARTIALLY_REFUNDED')
    expect(partly.payment?.refunded).toEqual(first.refund)

    const rest = await giveBack(staff, bought, 2)
    const second = await settled(rest.headers.get('location')!)
    const order = await untilOrder(customer.api, bought.order.id, 'REFUNDED')

    expect(first.refund.amount + second.refund.amount).toBe(bought.order.total.amount)
    expect(order.payment?.refunded).toEqual(order.total)
    await until(
      'all units to be back on the shelf',
      () => stockOf(api, bought.product),
      ({ onHand, reserved }) => onHand === 10 && reserved === 0,
    )
    const { items } = await staff.call('GET', `/api/inventory/${bought.product.id}/ledger`)
    expect(items.filter(({ type }: { type: string }) => type === 'restore')).toHaveLength(2)
  })

  it('tells the customer once the money went back, and the timeline', async () => {
    const bought = await shipped({ quantity: 1 })
    await giveBack(customer.api, bought, 1)
    const mails = await until(
      'the mail about the return',
      () => mailsTo(api, customer.email),
      (all) => all.some(({ subject }) => /return/i.test(subject)),
    )
    expect(mails.some(({ text }) => /gave back \$/.test(text))).toBe(true)
    await until(
      'the timeline to tell of the return',
      () => customer.api.call('GET', `/api/orders/${bought.order.id}/timeline`),
      ({ items }) => {
        const names = items.map(({ name }: { name: string }) => name)
        return ['OrderReturned', 'PaymentRefunded', 'OrderReturnCompleted'].every((name) => names.includes(name))
      },
    )
  })

  it('takes back no more than was bought, in two lines, two requests, or at the same time', async () => {
    const bought = await shipped()
    const sku = bought.product.sku
    const two = await customer.api.send({
      method: 'POST',
      path: `/api/orders/${bought.order.id}/returns`,
      body: {
        lines: [
          { sku, quantity: 2 },
          { sku, quantity: 2 },
        ],
        reason: 'broken',
      },
    })
    expect(two).toMatchObject({ status: 409, body: { code: 'RETURN_EXCEEDS_ORDER', errors: [{ path: sku }] } })

    const answers = await Promise.all(Array.from({ length: 6 }, () => giveBack(customer.api, bought, 1)))

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    // The last may come when all the money is back, so that there is nothing to return at all.
    for (const { body } of answers.filter(({ status }) => status !== 201)) {
      expect(['RETURN_EXCEEDS_ORDER', 'ORDER_NOT_RETURNABLE']).toContain(body.code)
    }
    const order = await untilOrder(customer.api, bought.order.id, 'REFUNDED')
    expect(order.payment?.refunded).toEqual(order.total)
    await until(
      'the shelf to be as before',
      () => stockOf(api, bought.product),
      ({ onHand }) => onHand === 10,
    )
  })

  it('gives the first answer again for the same key', async () => {
    const bought = await shipped()
    const headers = aKey()
    const first = await giveBack(customer.api, bought, 1, headers)
    const again = await giveBack(customer.api, bought, 1, headers)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const { items } = await customer.api.call('GET', `/api/orders/${bought.order.id}/returns`)
    expect(items).toHaveLength(1)
  })

  it('gives back what an earlier refund left, and says how much is missing', async () => {
    const bought = await shipped({ country: 'US' })
    const all = bought.order.total.amount
    const refund = { paymentId: bought.paymentId, amount: { amount: all - 100, currency: 'USD' }, reason: 'late' }
    await staff.call('POST', '/api/payments/refund', refund, aKey())
    await untilOrder(customer.api, bought.order.id, 'PARTIALLY_REFUNDED')

    const { body, headers } = await giveBack(staff, bought, 1)

    expect(body.return).toMatchObject({ refund: { amount: 100 }, shortfall: { amount: 899 } })
    expect(await settled(headers.get('location')!)).toMatchObject({ status: 'REFUNDED', refund: { amount: 100 } })
    await untilOrder(customer.api, bought.order.id, 'REFUNDED')
  })

  it('refuses an order that has not left, one of somebody else, and what makes no sense', async () => {
    const product = await aProduct(staff)
    const body = { items: [{ sku: product.sku, quantity: 1 }], shippingAddress: anAddress() }
    const { order } = await customer.api.call('POST', '/api/orders', body, aKey())
    const early = { order, product, paymentId: '' }
    expect(await giveBack(customer.api, early, 1)).toMatchObject({
      status: 409,
      body: { code: 'ORDER_NOT_RETURNABLE' },
    })
    expect((await giveBack((await aCustomer(api)).api, early, 1)).status).toBe(404)
    expect((await giveBack(customer.api, early, 0)).status).toBe(400)
  })
})

describe('GET /api/orders/{id}/returns', () => {
  it('lists the returns of an order, oldest first, in pages', async () => {
    const bought = await shipped()
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.push((await giveBack(customer.api, bought, 1)).body.return.id)
    const path = `/api/orders/${bought.order.id}/returns`
    const first = await customer.api.call('GET', `${path}?limit=2`)
    const second = await customer.api.call('GET', `${path}?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids)
    expect(second.nextCursor).toBeNull()
    expect((await (await aCustomer(api)).api.send({ method: 'GET', path })).status).toBe(404)
  })
})

describe('GET /api/orders/{id}/returns/{returnId}', () => {
  it('shows a return to its customer and staff, nothing of other orders', async () => {
    const [one, other] = [await shipped({ quantity: 1 }), await shipped({ quantity: 1 })]
    const made = (await giveBack(customer.api, one, 1)).body.return
    const path = `/api/orders/${one.order.id}/returns/${made.id}`
    expect((await staff.call('GET', path)).return).toMatchObject({ id: made.id, orderId: one.order.id })
    const elsewhere = `/api/orders/${other.order.id}/returns/${made.id}`
    expect((await customer.api.send({ method: 'GET', path: elsewhere })).status).toBe(404)
    expect((await (await aCustomer(api)).api.send({ method: 'GET', path })).status).toBe(404)
  })
})
