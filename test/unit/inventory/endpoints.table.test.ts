import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { handler as deductStock } from '../../../functions/inventory/deduct-stock/handler.ts'
import { handler as getStock } from '../../../functions/inventory/get-stock/handler.ts'
import { release, reserve } from '../../../functions/inventory/holds.ts'
import { handler as checkStock } from '../../../functions/inventory/internal/check-stock/handler.ts'
import { handler as holdStock } from '../../../functions/inventory/internal/hold-stock/handler.ts'
import { handler as listAlerts } from '../../../functions/inventory/list-alerts/handler.ts'
import { handler as listLedger } from '../../../functions/inventory/list-ledger/handler.ts'
import { handler as productChanged } from '../../../functions/inventory/on/product-changed/handler.ts'
import { handler as stockMoved } from '../../../functions/inventory/on/stock-moved/handler.ts'
import { handler as restoreStock } from '../../../functions/inventory/restore-stock/handler.ts'
import { handler as setStock } from '../../../functions/inventory/set-stock/handler.ts'
import { getStocks } from '../../../functions/inventory/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

const lambda = mockClient(LambdaClient)
const staff = { kind: 'user', id: 'staff-1', role: 'staff', session: 's' } as const
let table: Awaited<ReturnType<typeof startTable>>
let sku: string

beforeAll(async () => {
  table = await startTable()
  process.env.FUNCTION_CATALOG_FIND_PRODUCT = 'find-product'
})
afterAll(() => table.stop())
beforeEach(() => {
  sku = `SKU-${newId()}`
  catalogKnows(null)
})

function catalogKnows(product: { productId: string; sku: string; skus: string[] } | null) {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's payload type adds a method that nobody needs here.
  lambda.on(InvokeCommand).resolves({ Payload: Buffer.from(JSON.stringify({ product })) as any })
}

const get = (productId: string) => send(getStock, { params: { productId } })
const put = (productId: string, body: object, headers = {}) =>
  send(setStock, { method: 'PUT', params: { productId }, body: { reason: 'count', ...body }, as: staff, headers })

/** Hands an event to a subscriber as the queue would. */
const deliver = (handler: unknown, name: string, data: object, eventId = newId()) => {
  const detail = { eventId, name, version: 1, occurredAt: new Date().toISOString(), correlationId: 'c', data }
  // biome-ignore lint/suspicious/noExplicitAny: only what the subscriber reads.
  return (handler as any)({ Records: [{ messageId: 'message-1', body: JSON.stringify({ detail }) }] })
}

const levelsOf = async (of: string) =>
  (
    await queryAll<{ envelope: { name: string; data: object } }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${of}` },
    })
  ).map(({ envelope }) => envelope)

describe('the stock of a product', () => {
  it('that nobody counted is zero, and is opened by the first count', async () => {
    catalogKnows({ productId: 'product-1', sku, skus: [sku] })

    expect((await get('product-1')).body.stock).toMatchObject({ sku, onHand: 0, status: 'out', version: 0 })
    expect((await put('product-1', { onHand: 7 })).body.stock).toMatchObject({ sku, onHand: 7, version: 1 })
    expect((await get(sku)).body.stock).toMatchObject({ productId: 'product-1', available: 7, status: 'in_stock' })
  })

  it('that does not exist is not found', async () => {
    expect((await get('nothing')).status).toBe(404)
    expect((await put('nothing', { onHand: 1 })).status).toBe(404)
  })

  it('with variants is the sum of theirs, each beside it; one is changed by its sku', async () => {
    catalogKnows({ productId: 'shirt', sku: 'shirt', skus: ['shirt-s', 'shirt-m'] })

    expect((await get('shirt')).body.stock).toMatchObject({
      productId: 'shirt',
      onHand: 0,
      variants: [{ sku: 'shirt-s' }, { sku: 'shirt-m' }],
    })
    expect(await put('shirt', { onHand: 1 })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('shirt-s') },
    })
    expect((await get('shirt-m')).body.stock).toMatchObject({ sku: 'shirt-m', productId: 'shirt' })
  })

  it('is remembered from catalog events, also when they come twice or late', async () => {
    const productId = `product-${newId()}`
    await stockUp(sku, 3)

    await deliver(productChanged, 'ProductUpdated', { productId, skus: [sku, `${sku}-B`], version: 2 })
    await deliver(productChanged, 'ProductCreated', { productId, skus: [sku], version: 1 })

    expect((await get(sku)).body.stock.onHand).toBe(3)
    expect((await get(`${sku}-B`)).body.stock).toMatchObject({ productId, onHand: 0, version: 1 })
    expect((await get(productId)).body.stock).toMatchObject({
      onHand: 3,
      variants: [{ sku }, { sku: `${sku}-B` }],
    })
  })
})

describe('counting', () => {
  beforeEach(() => stockUp(sku, 10))

  it('takes either a count or a difference', async () => {
    expect((await put(sku, { adjust: -3, lowStockThreshold: 8 })).body.stock).toMatchObject({
      onHand: 7,
      status: 'low',
    })
    expect((await put(sku, { onHand: 3, adjust: 1 })).status).toBe(400)
    expect((await put(sku, {})).status).toBe(400)
  })

  it('refuses a stale version, and less than nothing', async () => {
    expect((await put(sku, { onHand: 3 }, { 'if-match': '"9"' })).body.code).toBe('VERSION_MISMATCH')
    expect((await put(sku, { onHand: 3 }, { 'if-match': '"1"' })).status).toBe(200)
    expect((await put(sku, { adjust: -4 })).body.code).toBe('STOCK_RESERVED')
  })

  it('adjusts once for one Idempotency-Key, also when it is sent twice at once', async () => {
    const key = { 'idempotency-key': newId() }
    const again = () => put(sku, { adjust: 2 }, key)

    const racing = await Promise.all([again(), again()])
    const replay = await again()

    expect(racing.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(true)
    expect(replay).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
    expect(replay.body.stock).toMatchObject({ onHand: 12 })
    expect((await get(sku)).body.stock.onHand).toBe(12)
    expect((await put(sku, { adjust: 3 }, key)).status).toBe(422)
  })

  it('loses no difference when many count at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => put(sku, { adjust: 1 })))

    expect((await get(sku)).body.stock.onHand).toBe(16)
  })

  it('is not for customers', async () => {
    const answer = await send(setStock, {
      method: 'PUT',
      params: { productId: sku },
      body: { onHand: 1, reason: 'x' },
      as: aCustomer('customer-1'),
    })

    expect(answer.status).toBe(403)
  })
})

describe('the ledger', () => {
  it('lists every movement in pages, newest first, and adds up to the stock', async () => {
    await stockUp(sku, 10)
    for (const adjust of [1, 2, -5]) await put(sku, { adjust })
    const page = (query: Record<string, string>) => send(listLedger, { params: { productId: sku }, query, as: staff })

    const first = await page({ limit: '3' })
    const rest = await page({ limit: '3', cursor: first.body.nextCursor })

    const entries = [...first.body.items, ...rest.body.items]
    expect(entries.map((entry) => entry.onHandDelta)).toEqual([-5, 2, 1, 10])
    expect(entries[0]).toMatchObject({ type: 'adjust', reason: 'count', by: 'staff:staff-1' })
    expect(rest.body.nextCursor).toBeNull()
  })

  it('keeps who, why and for what from the public', async () => {
    await stockUp(sku, 10)

    const { body } = await send(listLedger, { params: { productId: sku } })

    expect(Object.keys(body.items[0]).sort()).toEqual(['at', 'id', 'onHandDelta', 'reservedDelta', 'sku', 'type'])
  })
})

describe('levels', () => {
  const moved = () => deliver(stockMoved, 'StockReserved', { orderId: 'o', items: [{ sku, quantity: 1 }] })
  const listed = async () =>
    (await send(listAlerts, { query: { limit: '100' } })).body.items.map((stock: { sku: string }) => stock.sku)

  it('are told as they are now, with the version that orders them', async () => {
    await stockUp(sku, 10)
    await reserve(newId(), [{ sku, quantity: 4 }], someDeps())

    await moved()

    expect((await levelsOf(sku)).at(-1)).toMatchObject({
      name: 'StockLevelChanged',
      data: { sku, available: 6, status: 'in_stock', version: 2 },
    })
  })

  it('that are low are listed until they recover', async () => {
    const orderId = newId()
    await stockUp(sku, 10)
    await reserve(orderId, [{ sku, quantity: 5 }], someDeps())
    await moved()
    expect(await listed()).toContain(sku)

    await release(orderId, 'checkout', someDeps())
    await moved()
    expect(await listed()).not.toContain(sku)

    await put(sku, { onHand: 0 })
    expect(await listed()).toContain(sku)
    await put(sku, { onHand: 10 })
    expect(await listed()).not.toContain(sku)
    const closed = (await send(listAlerts, { query: { limit: '100', status: 'closed' } })).body.items
    expect(closed.filter((alert: { sku: string }) => alert.sku === sku)).toMatchObject([
      { available: 10, alert: { status: 'closed', openedAt: expect.any(String), closedAt: expect.any(String) } },
      { available: 10, alert: { status: 'closed' } },
    ])
  })
})

describe('deducting over HTTP', () => {
  it('accepts the id of a product, counts lines together and names what is short', async () => {
    const productId = `product-${newId()}`
    await deliver(productChanged, 'ProductCreated', { productId, skus: [sku], version: 1 })
    await put(sku, { onHand: 5 })
    const deduct = (quantity: number) =>
      send(deductStock, {
        method: 'POST',
        body: {
          reference: newId(),
          items: [
            { sku, quantity },
            { sku: productId, quantity },
            { productId, quantity },
          ],
        },
        as: { kind: 'service', id: 'key-1', scopes: 'inventory:write' },
      })

    expect(await deduct(3)).toMatchObject({
      status: 409,
      body: { code: 'OUT_OF_STOCK', errors: [{ path: sku, message: '9 wanted, 5 available' }] },
    })
    expect((await deduct(1)).body.deduction.items).toEqual([{ sku, quantity: 3 }])
  })

  it('accepts the id of a product that was counted before inventory heard of it', async () => {
    catalogKnows({ productId: 'product-new', sku, skus: [sku] })
    await put('product-new', { onHand: 5 })
    const deduct = (item: object) =>
      send(deductStock, {
        method: 'POST',
        body: { reference: newId(), items: [{ ...item, quantity: 2 }] },
        as: { kind: 'service', id: 'key-1', scopes: 'inventory:write' },
      })

    expect((await deduct({ productId: 'product-new' })).body.deduction?.items).toEqual([{ sku, quantity: 2 }])

    catalogKnows(null)
    expect((await deduct({ productId: 'product-none' })).body.code).toBe('OUT_OF_STOCK')
  })
})

describe('an Idempotency-Key', () => {
  const key = { kind: 'service', id: 'key-1', scopes: 'inventory:write' } as const
  const post = (handler: unknown, body: object, headers: Record<string, string>) =>
    send(handler, { method: 'POST', body, as: key, headers })

  it('holds for a deduction, also of a reference that was taken before', async () => {
    await stockUp(sku, 5)
    const body = { reference: newId(), items: [{ sku, quantity: 2 }] }
    await post(deductStock, body, {})
    const headers = { 'idempotency-key': newId() }

    const first = await post(deductStock, body, headers)
    const again = await post(deductStock, body, headers)
    const other = await post(deductStock, { ...body, reference: newId() }, headers)

    expect([first.status, again.status, other.status]).toEqual([200, 200, 422])
    expect(again).toMatchObject({ body: first.body, headers: { 'idempotent-replayed': 'true' } })
    expect((await get(sku)).body.stock.onHand).toBe(3)
  })

  it('gives a part of a hundred and more lines back once, however often and at once it is asked', async () => {
    const lines = Array.from({ length: 110 }, (_, n) => ({ sku: `${sku}-${n}`, quantity: 3 }))
    await Promise.all(lines.map((line) => stockUp(line.sku, 3)))
    const reference = newId()
    await post(deductStock, { reference, items: lines }, {})
    const headers = { 'idempotency-key': newId() }
    const part = { reference, items: lines.map((line) => ({ ...line, quantity: 1 })) }

    const racing = await Promise.all([1, 2, 3].map(() => post(restoreStock, part, headers)))
    const replay = await post(restoreStock, part, headers)

    expect(racing.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(replay.headers['idempotent-replayed']).toBe('true')
    expect(replay.body.restoration.items).toHaveLength(110)
    const stocks = await getStocks(lines.map((line) => line.sku))
    expect(new Set([...stocks.values()].map(({ onHand }) => onHand))).toEqual(new Set([1]))
  })
})

describe('checking stock for an order', () => {
  it('names what could not be reserved', async () => {
    await stockUp(sku, 5)
    const items = [
      { sku, quantity: 3 },
      { sku, quantity: 3 },
    ]

    expect(await checkStock({ requestId: newId(), items })).toEqual({
      shortages: [{ sku, requested: 6, available: 5 }],
    })
  })

  it('names nothing that an earlier attempt of the same request holds: its repetition must get it', async () => {
    await stockUp(sku, 1)
    const items = [{ sku, quantity: 1 }]
    const requestId = newId()
    await holdStock({ requestId, orderId: newId(), correlationId: newId(), items })

    expect(await checkStock({ requestId, items })).toEqual({ shortages: [] })
    expect((await checkStock({ requestId: newId(), items })).shortages).toHaveLength(1)
  })
})
