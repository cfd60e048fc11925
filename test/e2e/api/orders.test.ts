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
  placeOrder,
  staffOf,
  stockOf,
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
  product = await aProduct(staff, { stock: 1000, price: 1250 })
})

const usd = (amount: number) => ({ amount, currency: 'USD' })
const items = (quantity = 1) => [{ sku: product.sku, quantity }]
const post = (body: object, { by = customer.api, headers = aKey() as Record<string, string> } = {}) =>
  by.send({ method: 'POST', path: '/api/orders', body, headers })
const setStatus = (by: Api, id: string, body: object, headers = {}) =>
  by.send({ method: 'PUT', path: `/api/orders/${id}/status`, body, headers })
const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id)

describe('POST /api/orders', () => {
  it('answers 201 with where the order is, priced by the catalog and adding up', async () => {
    const { status, body, headers } = await post({ items: items(2), shippingAddress: anAddress(), note: 'Ring twice' })

    const { order } = body
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/api/orders/${order.id}`)
    expect(order).toMatchObject({
      status: 'PENDING',
      lines: [{ sku: product.sku, quantity: 2, unitPrice: usd(1250), lineTotal: usd(2500) }],
      subtotal: usd(2500),
      discount: usd(0),
      shippingAddress: anAddress(),
      note: 'Ring twice',
      history: [{ status: 'PENDING' }],
      version: 1,
    })
    expect(order.total.amount).toBe(
      order.subtotal.amount - order.discount.amount + order.shippingFee.amount + order.tax.amount,
    )
  })

  it('counts two lines of one sku together against the stock, and holds nothing of what it refuses', async () => {
    const { sku, id } = await aProduct(staff, { stock: 3 })
    const lines = [
      { sku, quantity: 2 },
      { sku, quantity: 2 },
    ]

    const answer = await post({ items: lines, shippingAddress: anAddress() })

    expect(answer).toMatchObject({ status: 409, body: { code: 'OUT_OF_STOCK' } })
    expect(await stockOf(api, { id })).toMatchObject({ onHand: 3, reserved: 0 })
  })

  it('adds tax and shipping of the country that it is sent to', async () => {
    const to = async (country: string, quantity = 1) =>
      (await post({ items: items(quantity), shippingAddress: anAddress({ country }) })).body.order
    const [american, german, german100, brazilian] = [
      await to('US'),
      await to('DE'),
      await to('DE', 80),
      await to('BR'),
    ]
    expect(american.tax).toEqual(usd(0))
    expect(german.tax.amount).toBe(Math.round((1250 + german.shippingFee.amount) * 0.19))
    expect(german100).toMatchObject({ shippingFee: usd(0), tax: usd(19_000), total: usd(119_000) })
    expect(brazilian.tax).toEqual(usd(0))
    for (const order of [american, german, brazilian]) expect(order.shippingFee.amount).toBeGreaterThan(0)
  })

  it('takes an address of the caller’s book, and no other', async () => {
    const { address } = await customer.api.call('POST', '/api/users/addresses', anAddress({ city: 'Salem' }))
    const own = await post({ items: items(), addressId: address.id })
    expect(own.body.order.shippingAddress.city).toBe('Salem')
    expect((await post({ items: items(), addressId: address.id }, { by: stranger.api })).status).toBe(404)
  })

  it('needs a key, answers the same for it again, and refuses it for another body', async () => {
    const body = { items: items(), shippingAddress: anAddress() }
    expect(await post(body, { headers: {} })).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_REQUIRED' } })
    const headers = aKey()
    const first = await post(body, { headers })
    const again = await post(body, { headers })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect([again.status, again.body]).toEqual([201, first.body])
    expect((await post({ ...body, note: 'x' }, { headers })).status).toBe(422)
  })

  it.each([
    ['nothing to order', () => ({ shippingAddress: anAddress() }), 400, 'EMPTY_ORDER'],
    ['more than there is', () => ({ items: items(5000), shippingAddress: anAddress() }), 409, 'OUT_OF_STOCK'],
    ['no address', () => ({ items: items() }), 400, 'VALIDATION_FAILED'],
    [
      'an unknown sku',
      () => ({ items: [{ sku: 'NO-SUCH-SKU', quantity: 1 }], shippingAddress: anAddress() }),
      409,
      'UNAVAILABLE',
    ],
    [
      'a price of its own',
      () => ({ items: [{ ...items()[0], unitPrice: usd(1) }], shippingAddress: anAddress() }),
      400,
      'VALIDATION_FAILED',
    ],
  ])('refuses %s', async (_what, body, status, code) => {
    expect(await post(body())).toMatchObject({ status, body: { code } })
  })
})

describe('GET /api/orders', () => {
  it('lists the caller’s own, newest first, in pages, by status and day', async () => {
    const buyer = await aCustomer(api)
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.unshift((await placeOrder(buyer.api, items())).id)
    await setStatus(buyer.api, ids[1]!, { status: 'CANCELLED' })
    const today = new Date().toISOString().slice(0, 10)

    const list = (query: string) => buyer.api.call('GET', `/api/orders?${query}`)
    const first = await list('limit=2')
    const second = await list(`limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)

    expect([idsOf(first), idsOf(second), second.nextCursor]).toEqual([ids.slice(0, 2), ids.slice(2), null])
    expect(idsOf(await list('status=CANCELLED'))).toEqual([ids[1]])
    expect(idsOf(await list(`status=CANCELLED&day=${today}`))).toEqual([ids[1]])
    expect(idsOf(await list('day=2020-01-01'))).toEqual([])
    expect((await buyer.api.send({ method: 'GET', path: '/api/orders?status=LOST' })).status).toBe(400)
    const otherFilter = `/api/orders?status=CANCELLED&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`
    expect(await buyer.api.send({ method: 'GET', path: otherFilter })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_CURSOR' },
    })
  })

  it('lists for staff those of everybody, by customer, status and day in any combination', async () => {
    const buyer = await aCustomer(api)
    const [open, cancelled] = [await placeOrder(buyer.api, items()), await placeOrder(buyer.api, items())]
    await setStatus(staff, cancelled.id, { status: 'CANCELLED', reason: 'test' })
    const today = new Date().toISOString().slice(0, 10)
    const list = async (query: string) => idsOf(await staff.call('GET', `/api/orders?limit=100&${query}`))

    expect(await list(`userId=${buyer.id}`)).toEqual([cancelled.id, open.id])
    expect(await list(`userId=${buyer.id}&status=CANCELLED`)).toEqual([cancelled.id])
    expect(await list(`userId=${buyer.id}&status=CANCELLED&day=${today}`)).toEqual([cancelled.id])
    expect(await list(`userId=${buyer.id}&day=2020-01-01`)).toEqual([])
    expect(await list('status=CANCELLED')).toContain(cancelled.id)
    expect(await list(`status=CANCELLED&day=${today}`)).toContain(cancelled.id)
    expect(await list(`day=${today}`)).toEqual(expect.arrayContaining([open.id, cancelled.id]))
    expect(await list('')).toContain(open.id)

    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await staff.call(
        'GET',
        `/api/orders?limit=20&day=${today}&status=CANCELLED${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      )
      seen.push(...idsOf(page))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual([...seen].sort().reverse())
    expect(seen).toContain(cancelled.id)
  })

  it('lists the orders of others to staff only, and takes no cursor of somebody else', async () => {
    const answer = await customer.api.send({ method: 'GET', path: `/api/orders?userId=${stranger.id}` })
    expect(answer.status).toBe(403)
    await placeOrder(customer.api, items())
    await placeOrder(customer.api, items())
    const { nextCursor } = await customer.api.call('GET', '/api/orders?limit=1')
    const path = `/api/orders?limit=1&cursor=${encodeURIComponent(nextCursor)}`
    expect((await stranger.api.send({ method: 'GET', path })).body.code).toBe('INVALID_CURSOR')
    expect((await api.send({ method: 'GET', path: '/api/orders' })).status).toBe(401)
  })
})

describe('GET /api/orders/{id}', () => {
  it('shows an order to its customer and to staff, and hides it from everybody else', async () => {
    const order = await placeOrder(customer.api, items())
    const path = `/api/orders/${order.id}`
    expect((await customer.api.call('GET', path)).order).toMatchObject({ id: order.id, number: order.number })
    expect((await staff.call('GET', path)).order.id).toBe(order.id)
    const hidden = await stranger.api.send({ method: 'GET', path })
    const missing = await stranger.api.send({ method: 'GET', path: '/api/orders/no-such-order' })
    expect([hidden.status, hidden.body.detail]).toEqual([404, missing.body.detail])
  })
})

describe('PUT /api/orders/{id}/status', () => {
  it('lets customers cancel and nothing else', async () => {
    const order = await placeOrder(customer.api, items())
    expect((await setStatus(customer.api, order.id, { status: 'SHIPPED' })).status).toBe(403)
    expect((await setStatus(stranger.api, order.id, { status: 'CANCELLED' })).status).toBe(404)
    expect(await setStatus(customer.api, order.id, { status: 'CANCELLED' }, { 'if-match': '"99"' })).toMatchObject({
      status: 412,
    })
    const cancelled = await setStatus(customer.api, order.id, { status: 'CANCELLED', reason: 'changed my mind' })
    expect(cancelled.body.order).toMatchObject({ status: 'CANCELLED' })
    expect(cancelled.body.order.history.at(-1)).toMatchObject({ status: 'CANCELLED', reason: 'changed my mind' })
    expect(await setStatus(customer.api, order.id, { status: 'CANCELLED' })).toMatchObject({
      status: 409,
      body: { code: 'ILLEGAL_TRANSITION' },
    })
  })

  it('lets nobody say that an order is paid or shipped before it is', async () => {
    const order = await placeOrder(customer.api, items())
    for (const status of ['PAID', 'SHIPPED', 'DELIVERED', 'REFUNDED']) {
      expect((await setStatus(staff, order.id, { status })).body.code).toBe('ILLEGAL_TRANSITION')
    }
    expect((await setStatus(staff, order.id, { status: 'LOST' })).status).toBe(400)
  })
})

describe('GET /api/orders/{id}/timeline', () => {
  it('tells what happened, in order, to the customer and to staff only', async () => {
    const order = await placeOrder(customer.api, items())
    await pay(customer.api, order.id)
    await setStatus(customer.api, order.id, { status: 'CANCELLED' })
    const path = `/api/orders/${order.id}/timeline`
    const { items: events } = await until(
      'the timeline to tell of the cancellation',
      () => staff.call('GET', path),
      (timeline) => timeline.items.some(({ name }: { name: string }) => name === 'OrderCancelled'),
    )
    const names = events.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['OrderPlaced', 'PaymentCreated', 'OrderCancelled']))
    expect((await stranger.api.send({ method: 'GET', path })).status).toBe(404)
  })
})
