import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Order } from '../../../functions/orders/domain/order.ts'
import { handler as getOrder } from '../../../functions/orders/get-order/handler.ts'
import { handler as getTimeline } from '../../../functions/orders/get-order-timeline/handler.ts'
import { handler as hasBought } from '../../../functions/orders/internal/has-bought/handler.ts'
import { handler as listOrders } from '../../../functions/orders/list-orders/handler.ts'
import { handler as placeOrder } from '../../../functions/orders/place-order/handler.ts'
import { handler as setStatus } from '../../../functions/orders/set-order-status/handler.ts'
import { changeOrder } from '../../../functions/orders/table.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anAddress, usd } from './builders.ts'
import { playOtherServices } from './other-services.ts'

let started: Awaited<ReturnType<typeof startTable>>
let others: ReturnType<typeof playOtherServices>
beforeAll(async () => {
  started = await startTable()
  others = playOtherServices()
})
beforeEach(() => others.reset())
afterAll(async () => {
  others.restore()
  dynamodb.destroy()
  await started.stop()
})

const ada = aCustomer('ada')
const staff = { ...aCustomer('s-1'), role: 'staff' }

const place = (body: object, { key = newId(), as = ada } = {}) =>
  send(placeOrder, { method: 'POST', path: '/api/orders', body, as, headers: { 'idempotency-key': key } })
const wish = { items: [{ sku: 'MUG', quantity: 2 }], shippingAddress: anAddress() }
const put = (id: string, body: object, as = ada, headers = {}) =>
  send(setStatus, { method: 'PUT', path: `/api/orders/${id}/status`, params: { id }, body, as, headers })
const get = (id: string, as = ada) => send(getOrder, { path: `/api/orders/${id}`, params: { id }, as })

describe('placing an order', () => {
  it('answers with the order and where it is', async () => {
    const { status, headers, body } = await place({ ...wish, note: 'Ring twice' })
    expect(status).toBe(201)
    expect(headers.location).toBe(`/api/orders/${body.order.id}`)
    expect(body.order).toMatchObject({
      status: 'PENDING',
      lines: [{ sku: 'MUG', name: 'The MUG', quantity: 2, unitPrice: usd(1999), lineTotal: usd(3998) }],
      subtotal: usd(3998),
      discount: usd(0),
      // Sent within the US: no tax, a fee below 50 dollars.
      shippingFee: usd(599),
      tax: usd(0),
      total: usd(4597),
      shippingAddress: anAddress(),
      note: 'Ring twice',
      history: [{ status: 'PENDING', by: 'customer:ada' }],
      version: 1,
    })
    expect((await get(body.order.id)).body).toEqual(body)
  })

  it('gives the first answer again for the same key, and makes one order', async () => {
    const as = aCustomer('twice')
    const first = await place(wish, { key: 'k-1', as })
    const again = await place(wish, { key: 'k-1', as })
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', location: first.headers.location })
    expect((await send(listOrders, { path: '/api/orders', as })).body.items).toHaveLength(1)
  })

  it('makes one order of many racing requests with one key', async () => {
    const as = aCustomer('racing')
    let givenBack = 0
    others.answers['release-hold'] = () => {
      givenBack++
      return {}
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(wish, { key: 'k-2', as })))
    // All of them share the stock of the order that was made.
    expect(givenBack).toBe(0)
    expect(answers.filter((answer) => ![201, 409].includes(answer.status))).toEqual([])
    expect((await send(listOrders, { path: '/api/orders', as })).body.items).toHaveLength(1)
  })

  it('refuses the key for another body also while the first request is done, and leaves it its stock', async () => {
    const as = aCustomer('two-notes')
    const released: unknown[] = []
    others.answers['release-hold'] = (input) => {
      released.push(input)
      return {}
    }
    const quote = others.answers['quote-items']!
    let first: { status: number } | undefined
    others.answers['quote-items'] = async (input) => {
      others.answers['quote-items'] = quote
      first = await place(wish, { key: 'k-5', as })
      return await quote(input)
    }
    const second = await place({ ...wish, note: 'Another' }, { key: 'k-5', as })
    expect([first?.status, second.status, second.body.code]).toEqual([201, 422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(released).toEqual([])
  })

  it('makes one order of racing requests that hold stock each for itself, as when the first hold has ended', async () => {
    others.answers['hold-stock'] = ({ orderId }: { orderId: string }) => ({ orderId, shortages: [] })
    const as = aCustomer('racing-late')
    const answers = await Promise.all(Array.from({ length: 8 }, () => place(wish, { key: 'k-4', as })))
    expect(answers.filter((answer) => ![201, 409].includes(answer.status))).toEqual([])
    expect((await send(listOrders, { path: '/api/orders', as })).body.items).toHaveLength(1)
  })

  it('refuses the key for another body, and a request without one', async () => {
    await place(wish, { key: 'k-3' })
    expect((await place({ ...wish, note: 'other' }, { key: 'k-3' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect((await place(wish, { key: '' })).body.code).toBe('IDEMPOTENCY_KEY_REQUIRED')
  })

  it('orders the cart when no items are named, and nothing when it is empty', async () => {
    expect((await place({ addressId: 'a-1' })).body.code).toBe('EMPTY_ORDER')
    others.answers['read-cart'] = () => ({ cart: { id: 'cart-1', version: 3, lines: [{ sku: 'PEN', quantity: 4 }] } })
    expect((await place({ addressId: 'a-1' })).body.order.lines).toMatchObject([{ sku: 'PEN', quantity: 4 }])
    expect((await place({ ...wish, items: [] })).body.code).toBe('EMPTY_ORDER')
  })

  it('takes product ids, and checks the stock of the sku behind them', async () => {
    const { body } = await place({ ...wish, items: [{ productId: 'prd-MUG', quantity: 3 }] })
    expect(body.order.lines).toMatchObject([{ sku: 'MUG', quantity: 3 }])
    const items = [
      { productId: 'prd-MUG', quantity: 60 },
      { sku: 'MUG', quantity: 60 },
    ]
    expect((await place({ ...wish, items })).body).toMatchObject({ code: 'OUT_OF_STOCK', errors: [{ path: 'MUG' }] })
  })

  it('names what is short or cannot be bought, and makes no order', async () => {
    const as = aCustomer('unlucky')
    const short = await place({ ...wish, items: [{ sku: 'MUG', quantity: 101 }] }, { as })
    expect(short).toMatchObject({ status: 409, body: { code: 'OUT_OF_STOCK', errors: [{ path: 'MUG' }] } })
    const unknown = await place({ ...wish, items: [{ sku: 'NONE', quantity: 1 }] }, { as })
    expect(unknown).toMatchObject({ status: 409, body: { code: 'UNAVAILABLE', errors: [{ path: 'NONE' }] } })
    expect((await send(listOrders, { path: '/api/orders', as })).body.items).toEqual([])
  })

  it('asks the stock alone for what was sold out a moment ago, and sells it at once when it is back', async () => {
    const left = { RARE: 0 }
    let quotes = 0
    const quote = others.answers['quote-items']!
    others.answers['quote-items'] = (input) => {
      quotes++
      return quote(input)
    }
    others.answers['check-stock'] = ({ items }: { items: { sku: string; quantity: number }[] }) => ({
      shortages: items
        .filter(({ sku, quantity }) => quantity > (left[sku as 'RARE'] ?? 9))
        .map(({ sku, quantity }) => ({ sku, requested: quantity, available: 0 })),
    })
    const items = [{ sku: 'RARE', quantity: 1 }]
    const codes = []
    for (let n = 0; n < 3; n++) codes.push((await place({ ...wish, items })).body.code)
    expect(codes).toEqual(['OUT_OF_STOCK', 'OUT_OF_STOCK', 'OUT_OF_STOCK'])
    expect(quotes).toBe(1)

    left.RARE = 1
    expect((await place({ ...wish, items })).status).toBe(201)
  })

  it('asks the stock under the id that it holds it under, so that a repetition finds what it holds itself', async () => {
    const asked: string[] = []
    others.answers['hold-stock'] = ({ requestId, orderId }: { requestId: string; orderId: string }) => {
      asked.push(requestId)
      return { orderId, shortages: asked.length > 1 ? [] : [{ sku: 'LAST', requested: 1, available: 0 }] }
    }
    others.answers['check-stock'] = ({ requestId }: { requestId: string }) => {
      asked.push(requestId)
      return { shortages: [] }
    }
    const items = [{ sku: 'LAST', quantity: 1 }]

    expect((await place({ ...wish, items })).body.code).toBe('OUT_OF_STOCK')
    expect((await place({ ...wish, items })).status).toBe(201)

    const [, check, hold] = asked
    expect(asked).toHaveLength(3)
    expect(check).toBe(hold)
  })

  it('holds the stock before it writes the order, under the same id', async () => {
    const held: unknown[] = []
    others.answers['hold-stock'] = (input: { orderId: string }) => {
      held.push(input)
      return { orderId: input.orderId, shortages: [] }
    }
    const { body } = await place({ ...wish, items: [{ sku: 'MUG', quantity: 2 }] })
    expect(held).toEqual([
      {
        requestId: expect.any(String),
        orderId: body.order.id,
        correlationId: expect.any(String),
        items: [{ sku: 'MUG', quantity: 2 }],
      },
    ])
  })

  it('gives the stock back when the order is refused, and leaves it when the order may have been written', async () => {
    const held: string[] = []
    const givenBack: string[] = []
    others.answers['hold-stock'] = ({ orderId }: { orderId: string }) => {
      held.push(orderId)
      return { orderId, shortages: [] }
    }
    others.answers['release-hold'] = ({ orderId }: { orderId: string }) => {
      givenBack.push(orderId)
      return {}
    }
    const as = aCustomer(newId())
    const limited = { ...wish, items: [{ sku: 'MAX2-MUG', quantity: 2 }] }
    expect((await place(limited, { as })).status).toBe(201)
    expect((await place(limited, { as })).body.code).toBe('PURCHASE_LIMIT')
    expect(givenBack).toEqual([held[1]])

    const table = process.env.TABLE_NAME
    others.answers['hold-stock'] = ({ orderId }: { orderId: string }) => {
      process.env.TABLE_NAME = 'gone'
      return { orderId, shortages: [] }
    }
    expect((await place(wish)).status).toBe(500)
    process.env.TABLE_NAME = table
    expect(givenBack).toHaveLength(1)
  })

  it('refuses an address of somebody else, and a stranger’s prices', async () => {
    others.answers['get-address'] = () => ({ address: null })
    expect((await place({ items: wish.items, addressId: 'x' })).body).toMatchObject({
      code: 'NOT_FOUND',
      errors: [{ path: 'body.addressId' }],
    })
    const priced = { ...wish, items: [{ sku: 'MUG', quantity: 1, unitPrice: usd(1) }] }
    expect((await place(priced)).status).toBe(400)
  })

  it.each([
    ['neither address', { items: wish.items }],
    ['both addresses', { ...wish, addressId: 'a-1' }],
    ['a quantity of zero', { ...wish, items: [{ sku: 'MUG', quantity: 0 }] }],
    ['a negative quantity', { ...wish, items: [{ sku: 'MUG', quantity: -1 }] }],
    ['a fraction', { ...wish, items: [{ sku: 'MUG', quantity: 1.5 }] }],
    ['sku and product id', { ...wish, items: [{ sku: 'MUG', productId: 'prd-MUG', quantity: 1 }] }],
    ['an item without either', { ...wish, items: [{ quantity: 1 }] }],
    ['501 lines', { ...wish, items: Array.from({ length: 501 }, (_, n) => ({ sku: `S${n}`, quantity: 1 })) }],
    ['a total of its own', { ...wish, total: usd(1) }],
  ])('refuses %s', async (_what, body) => {
    expect(await place(body)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } })
  })
})

describe('reading orders', () => {
  it('hides an order from everybody but its owner and staff', async () => {
    const { body } = await place(wish)
    const eve = aCustomer('eve')
    for (const answer of [
      await get(body.order.id, eve),
      await put(body.order.id, { status: 'CANCELLED' }, eve),
      await send(getTimeline, { path: '/', params: { id: body.order.id }, as: eve }),
      await get('does-not-exist', eve),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    }
    expect((await get(body.order.id, staff)).status).toBe(200)
  })

  it('lists the orders of others to staff only', async () => {
    await place(wish)
    const list = (query: Record<string, string>, as = ada) => send(listOrders, { path: '/api/orders', query, as })
    expect((await list({ userId: 'twice' })).status).toBe(403)
    expect((await list({ userId: 'ada' }, staff)).body.items.length).toBeGreaterThan(0)
    const all = (await list({ limit: '100' }, staff)).body.items as { customerId: string }[]
    expect(new Set(all.map((order) => order.customerId)).size).toBeGreaterThan(1)
    expect((await list({ status: 'NOPE' })).status).toBe(400)
    expect((await list({ day: '2026-13-01' })).status).toBe(400)
  })
})

describe('setting the status', () => {
  it('lets customers cancel, and do nothing else', async () => {
    const { order } = (await place(wish)).body
    expect((await put(order.id, { status: 'SHIPPED' })).status).toBe(403)
    const cancelled = await put(order.id, { status: 'CANCELLED', reason: 'Found it cheaper' })
    expect(cancelled).toMatchObject({ status: 200, headers: { etag: '"2"' } })
    expect(cancelled.body.order.history.at(-1)).toMatchObject({
      status: 'CANCELLED',
      by: 'customer:ada',
      reason: 'Found it cheaper',
    })
    expect((await put(order.id, { status: 'CANCELLED' })).body.code).toBe('ILLEGAL_TRANSITION')
  })

  it('lets nobody say that an order is paid', async () => {
    const { order } = (await place(wish)).body
    for (const status of ['PAID', 'AWAITING_PAYMENT', 'REFUNDED', 'SHIPPED', 'PENDING']) {
      expect(await put(order.id, { status }, staff)).toMatchObject({
        status: 409,
        body: { code: 'ILLEGAL_TRANSITION' },
      })
    }
    expect((await get(order.id)).body.order).toEqual(order)
  })

  it('refuses a stale version', async () => {
    const { order } = (await place(wish)).body
    const answer = await put(order.id, { status: 'CANCELLED' }, ada, { 'if-match': '"9"' })
    expect(answer).toMatchObject({ status: 412, body: { code: 'VERSION_MISMATCH' } })
  })
})

describe('what a customer has bought', () => {
  it('is what was paid for and not given back, whatever else was ordered', async () => {
    const as = aCustomer('buyer')
    const bought = async (productId: string) => (await hasBought({ customerId: 'buyer', productId })).bought
    const { body } = await place(wish, { as })
    expect(await bought('prd-MUG')).toBe(false)
    const pay = (order: Order) => ({
      order: { ...order, status: 'PAID' as const, version: order.version + 1 },
      events: [],
    })
    await changeOrder(body.order.id, pay, { newId, now: new Date(), correlationId: 'c' })

    expect([await bought('prd-MUG'), await bought('prd-PEN')]).toEqual([true, false])
    expect((await hasBought({ customerId: 'ada', productId: 'prd-MUG' })).bought).toBe(false)
  })
})
