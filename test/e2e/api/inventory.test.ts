import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  aProduct,
  type Customer,
  mailsTo,
  type Product,
  staffOf,
  stockOf,
} from '../../support/shopper.ts'

let api: Api
let staff: Api
let customer: Customer

beforeAll(async () => {
  api = anApi()
  ;[staff, customer] = await Promise.all([staffOf(api), aCustomer(api)])
})

const put = (product: Product, body: object, headers: Record<string, string> = {}, as = staff) =>
  as.send({ method: 'PUT', path: `/api/inventory/${product.id}`, body: { reason: 'test', ...body }, headers })
const post = (path: string, body: object, headers: Record<string, string> = {}, as = staff) =>
  as.send({ method: 'POST', path: `/api/inventory/${path}`, body, headers })
const outcome = ({ status, body }: ApiAnswer) => [status, body.code]

/** A new product with sizes, nothing on hand. */
async function aShirt(): Promise<Product & { small: string; large: string }> {
  const sku = `T-${randomUUID().slice(0, 13).toUpperCase()}`
  const price = { amount: 1999, currency: 'USD' }
  const { product } = await staff.call('POST', '/api/products', {
    sku,
    name: `Test shirt ${sku}`,
    description: 'Made by a test',
    price,
    category: 'tests',
    images: [],
    attributes: {},
    variants: ['S', 'L'].map((size) => ({ sku: `${sku}-${size}`, options: { size }, price })),
  })
  return { id: product.id, sku, small: `${sku}-S`, large: `${sku}-L` }
}

describe('GET /api/inventory/{productId}', () => {
  it('tells anybody the stock, by id and by sku, and 304 to who has it', async () => {
    const product = await aProduct(staff, { stock: 7 })

    const answer = await api.send({ method: 'GET', path: `/api/inventory/${product.id}` })

    expect(answer.body.stock).toEqual({
      productId: product.id,
      sku: product.sku,
      onHand: 7,
      reserved: 0,
      available: 7,
      lowStockThreshold: 5,
      status: 'in_stock',
      version: expect.any(Number),
    })
    expect((await api.call('GET', `/api/inventory/${product.sku}`)).stock).toEqual(answer.body.stock)
    const headers = { 'if-none-match': answer.headers.get('etag')! }
    expect((await api.send({ method: 'GET', path: `/api/inventory/${product.id}`, headers })).status).toBe(304)
  })

  it('sums up the variants of a product and shows each', async () => {
    const shirt = await aShirt()
    await put({ id: shirt.small, sku: shirt.small }, { onHand: 3 })

    const stock = await stockOf(api, shirt)

    expect(stock).toMatchObject({ productId: shirt.id, onHand: 3 })
    expect(stock.variants).toMatchObject([
      { sku: shirt.small, onHand: 3 },
      { sku: shirt.large, onHand: 0 },
    ])
  })

  it('is 404 for a product that does not exist', async () => {
    expect(outcome(await api.send({ method: 'GET', path: '/api/inventory/nothing' }))).toEqual([404, 'NOT_FOUND'])
  })
})

describe('PUT /api/inventory/{productId}', () => {
  it('sets a count, a difference and the threshold, and the version rises', async () => {
    const product = await aProduct(staff, { stock: 10 })

    const counted = await put(product, { onHand: 12, lowStockThreshold: 3 })
    const adjusted = await put(product, { adjust: -4 })

    expect(counted.body.stock).toMatchObject({ onHand: 12, lowStockThreshold: 3 })
    expect(adjusted.body.stock).toMatchObject({ onHand: 8, lowStockThreshold: 3 })
    expect(adjusted.body.stock.version).toBe(counted.body.stock.version + 1)
  })

  it('adjusts once for one Idempotency-Key, and refuses the key for another body', async () => {
    const product = await aProduct(staff, { stock: 10 })
    const key = aKey()

    const first = await put(product, { adjust: 5 }, key)
    const again = await put(product, { adjust: 5 }, key)

    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(outcome(await put(product, { adjust: 6 }, key))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await stockOf(api, product)).toMatchObject({ onHand: 15 })
  })

  it('honours If-Match', async () => {
    const product = await aProduct(staff, { stock: 10 })
    const { version } = await stockOf(api, product)

    expect((await put(product, { adjust: 1 }, { 'if-match': `"${version}"` })).status).toBe(200)
    expect(outcome(await put(product, { adjust: 1 }, { 'if-match': `"${version}"` }))).toEqual([
      412,
      'VERSION_MISMATCH',
    ])
    expect(await stockOf(api, product)).toMatchObject({ onHand: 11 })
  })

  it('refuses what makes no sense, less than nothing, and who may not', async () => {
    const product = await aProduct(staff, { stock: 2 })

    const senseless = [{}, { onHand: 1, adjust: 1 }, { onHand: -1 }, { onHand: 1.5 }, { onHand: 1, reason: '' }]
    for (const body of senseless) expect(outcome(await put(product, body))).toEqual([400, 'VALIDATION_FAILED'])
    expect(outcome(await put(product, { adjust: -3 }))).toEqual([409, 'STOCK_RESERVED'])
    expect((await put(product, { onHand: 9 }, {}, customer.api)).status).toBe(403)
    expect((await put(product, { onHand: 9 }, {}, api)).status).toBe(401)
    expect((await put({ id: 'nothing', sku: '' }, { onHand: 9 })).status).toBe(404)
    expect(await stockOf(api, product)).toMatchObject({ onHand: 2 })
  })

  it('loses nothing when many adjust at once', async () => {
    const product = await aProduct(staff, { stock: 10 })

    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((adjust) => put(product, { adjust })))

    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect(await stockOf(api, product)).toMatchObject({ onHand: 31 })
  })
})

describe('POST /api/inventory/deduct', () => {
  it('takes all lines, once for a reference', async () => {
    const [one, two] = await Promise.all([aProduct(staff, { stock: 5 }), aProduct(staff, { stock: 5 })])
    const body = {
      reference: randomUUID(),
      items: [
        { sku: one.sku, quantity: 2 },
        { productId: two.id, quantity: 3 },
      ],
    }

    const [first, again] = [await post('deduct', body), await post('deduct', body)]

    expect(first).toMatchObject({ status: 200, body: { deduction: { reference: body.reference } } })
    expect(again.body).toEqual(first.body)
    expect([(await stockOf(api, one)).onHand, (await stockOf(api, two)).onHand]).toEqual([3, 2])
    const other = await post('deduct', { ...body, items: [{ sku: one.sku, quantity: 1 }] })
    expect(outcome(other)).toEqual([409, 'REFERENCE_REUSED'])
  })

  it('takes nothing when a line is short, and names it', async () => {
    const [one, two] = await Promise.all([aProduct(staff, { stock: 5 }), aProduct(staff, { stock: 1 })])
    const items = [one, two].map(({ sku }) => ({ sku, quantity: 2 }))

    const answer = await post('deduct', { reference: randomUUID(), items })

    expect(outcome(answer)).toEqual([409, 'OUT_OF_STOCK'])
    expect(answer.body.errors).toEqual([{ path: two.sku, message: '2 wanted, 1 available' }])
    expect(await stockOf(api, one)).toMatchObject({ onHand: 5, available: 5 })
  })

  it('honours Idempotency-Key', async () => {
    const product = await aProduct(staff, { stock: 5 })
    const body = { reference: randomUUID(), items: [{ sku: product.sku, quantity: 2 }] }
    const key = aKey()

    const [first, again] = [await post('deduct', body, key), await post('deduct', body, key)]

    expect([first.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true'])
    expect((await post('deduct', { ...body, reference: randomUUID() }, key)).status).toBe(422)
    expect(await stockOf(api, product)).toMatchObject({ onHand: 3 })
  })

  it('sells the last units of a race once', async () => {
    const product = await aProduct(staff, { stock: 3 })
    const take = () => post('deduct', { reference: randomUUID(), items: [{ sku: product.sku, quantity: 1 }] })

    const answers = await Promise.all(Array.from({ length: 8 }, take))

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409, 409, 409])
    expect(await stockOf(api, product)).toMatchObject({ onHand: 0 })
  })

  it('is for staff and keys with the scope', async () => {
    const product = await aProduct(staff, { stock: 5 })
    const admin = await loggedInAdmin()
    const scoped = async (scope: string) => {
      const { apiKey } = await admin.call('POST', '/api/api-keys', { name: 'test', scopes: [scope] })
      return api.with({ 'x-api-key': apiKey.key })
    }
    const take = async (as: Api) =>
      (await post('deduct', { reference: randomUUID(), items: [{ sku: product.sku, quantity: 1 }] }, {}, as)).status

    expect(await take(await scoped('inventory:write'))).toBe(200)
    expect(await take(await scoped('notifications:send'))).toBe(403)
    expect(await take(customer.api)).toBe(403)
    expect(await take(api)).toBe(401)
  })
})

const loggedInAdmin = async () => {
  const body = { email: 'admin@tradewind.example', password: 'Tradewind-Local-1' }
  return api.as((await api.call('POST', '/api/users/login', body)).accessToken)
}

describe('POST /api/inventory/restore', () => {
  it('gives back in parts what was taken, and never more', async () => {
    const product = await aProduct(staff, { stock: 5 })
    const reference = randomUUID()
    await post('deduct', { reference, items: [{ sku: product.sku, quantity: 4 }] })
    const part = (quantity: number) => post('restore', { reference, items: [{ sku: product.sku, quantity }] })

    expect((await part(1)).body.restoration).toMatchObject({ remaining: [{ sku: product.sku, quantity: 3 }] })
    expect(outcome(await part(5))).toEqual([400, 'VALIDATION_FAILED'])
    expect((await post('restore', { reference })).body.restoration).toMatchObject({ items: [{ quantity: 3 }] })
    expect((await post('restore', { reference })).body.restoration).toMatchObject({ items: [], remaining: [] })

    expect(await stockOf(api, product)).toMatchObject({ onHand: 5, available: 5 })
  })

  it('gives a part back once for one Idempotency-Key', async () => {
    const product = await aProduct(staff, { stock: 5 })
    const reference = randomUUID()
    await post('deduct', { reference, items: [{ sku: product.sku, quantity: 4 }] })
    const key = aKey()
    const part = () => post('restore', { reference, items: [{ sku: product.sku, quantity: 1 }] }, key)

    const [first, again] = [await part(), await part()]

    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await stockOf(api, product)).toMatchObject({ onHand: 2 })
  })

  it('knows no reference that took nothing, and no customer', async () => {
    expect(outcome(await post('restore', { reference: randomUUID() }))).toEqual([404, 'NOT_FOUND'])
    expect((await post('restore', { reference: randomUUID() }, {}, customer.api)).status).toBe(403)
  })
})

describe('GET /api/inventory/{productId}/ledger', () => {
  it('lists every movement in pages, adds up to the stock, and says who and why to staff only', async () => {
    const product = await aProduct(staff, { stock: 10 })
    await put(product, { adjust: 3, reason: 'found behind the shelf' })
    const reference = randomUUID()
    await post('deduct', { reference, items: [{ sku: product.sku, quantity: 6 }] })
    await post('restore', { reference, items: [{ sku: product.sku, quantity: 1 }] })
    const path = `/api/inventory/${product.id}/ledger`

    const entries: Record<string, string | number>[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: typeof entries; nextCursor: string | null } = await staff.call(
        'GET',
        `${path}?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      entries.push(...page.items)
      cursor = page.nextCursor
    }

    expect(entries.map(({ type }) => type)).toEqual(['restore', 'deduct', 'adjust', 'adjust'])
    expect(entries[2]).toMatchObject({ reason: 'found behind the shelf', by: expect.stringMatching(/^staff:/) })
    expect(entries[1]).toMatchObject({ reference })
    const sum = entries.reduce((total, { onHandDelta }) => total + Number(onHandDelta), 0)
    expect(sum).toBe((await stockOf(api, product)).onHand)
    const { items } = await api.call('GET', path)
    expect(Object.keys(items[0]).sort()).toEqual(['at', 'id', 'onHandDelta', 'reservedDelta', 'sku', 'type'])
  })

  it('is asked for by sku where a product has variants', async () => {
    const shirt = await aShirt()
    const answer = await api.send({ method: 'GET', path: `/api/inventory/${shirt.id}/ledger` })
    expect(outcome(answer)).toEqual([400, 'VALIDATION_FAILED'])
    expect(answer.body.detail).toContain(shirt.small)
  })
})

describe('GET /api/inventory/alerts', () => {
  /** The newest alert of the product with this status. */
  const alertOf = async (product: Product, status: 'open' | 'closed') => {
    const { items } = await staff.call('GET', `/api/inventory/alerts?status=${status}&limit=100`)
    return items.find((item: { sku: string }) => item.sku === product.sku)
  }

  it('has an alert from the threshold on until well above it, and tells staff once by mail', async () => {
    const product = await aProduct(staff, { stock: 20 })
    expect(await alertOf(product, 'open')).toBeUndefined()

    await put(product, { onHand: 5 })
    const opened = await alertOf(product, 'open')
    expect(opened).toMatchObject({ productId: product.id, available: 5, lowStockThreshold: 5, status: 'low' })
    expect(opened.alert).toMatchObject({ status: 'open', openedAt: expect.any(String), closedAt: null })
    for (const onHand of [6, 5, 6]) await put(product, { onHand })
    expect((await alertOf(product, 'open')).alert).toEqual(opened.alert)
    await put(product, { onHand: 7 })

    expect(await alertOf(product, 'open')).toBeUndefined()
    const closed = await alertOf(product, 'closed')
    expect(closed.alert).toMatchObject({ id: opened.alert.id, openedAt: opened.alert.openedAt, status: 'closed' })
    const told = async () =>
      (await mailsTo(api, 'staff@tradewind.example')).filter(({ text }) => text.includes(product.sku))
    expect(await until('the mail to staff', told, (mails) => mails.length > 0)).toHaveLength(1)
  })

  it('follows what customers and deductions take', async () => {
    const product = await aProduct(staff, { stock: 8 })
    const reference = randomUUID()

    await post('deduct', { reference, items: [{ sku: product.sku, quantity: 8 }] })
    const opened = await until('the alert', () => alertOf(product, 'open'), Boolean)
    await post('restore', { reference })

    expect(opened).toMatchObject({ status: 'out', available: 0 })
    await until('the end of the alert', () => alertOf(product, 'closed'), Boolean)
    expect(await alertOf(product, 'open')).toBeUndefined()
  })

  it('comes in pages whose cursors belong to their status', async () => {
    for (let n = 0; n < 2; n++) await aProduct(staff, { stock: 1 })

    const first = await staff.call('GET', '/api/inventory/alerts?limit=1')
    const cursor = encodeURIComponent(first.nextCursor)
    const second = await staff.call('GET', `/api/inventory/alerts?limit=1&cursor=${cursor}`)

    expect(second.items).toHaveLength(1)
    expect(second.items[0].alert.id).not.toBe(first.items[0].alert.id)
    const other = await staff.send({ method: 'GET', path: `/api/inventory/alerts?status=closed&cursor=${cursor}` })
    expect(outcome(other)).toEqual([400, 'INVALID_CURSOR'])
    expect((await staff.send({ method: 'GET', path: '/api/inventory/alerts?status=odd' })).status).toBe(400)
  })
})

const subscribe = (reference: string, as: Api, headers: Record<string, string> = {}) =>
  as.send({ method: 'POST', path: `/api/inventory/${reference}/subscriptions`, headers })
const mySubscriptions = async ({ api: as }: Customer) => (await as.call('GET', '/api/inventory/subscriptions')).items
const inboxOf = async ({ api: as }: Customer) => (await as.call('GET', '/api/notifications')).items

describe('POST /api/inventory/{productId}/subscriptions', () => {
  it('has the customer told once, by mail and in the inbox, when it is back', async () => {
    const [someone, product] = await Promise.all([aCustomer(api), aProduct(staff, { stock: 0 })])

    const first = await subscribe(product.id, someone.api)
    const again = await subscribe(product.sku, someone.api, aKey())
    await put(product, { onHand: 2 })
    await put(product, { onHand: 0 })
    await put(product, { onHand: 3 })

    expect(first).toMatchObject({ status: 201, body: { subscription: { productId: product.id, sku: product.sku } } })
    expect(again.body).toEqual(first.body)
    const mails = async () => (await mailsTo(api, someone.email)).filter(({ subject }) => /back in stock/.test(subject))
    await until('the mail', mails, (all) => all.length > 0)
    const inbox = await until(
      'the message',
      () => inboxOf(someone),
      (items) => items.length > 0,
    )
    expect(inbox).toMatchObject([{ template: 'back-in-stock', title: expect.stringContaining(product.sku) }])
    expect(await mySubscriptions(someone)).toEqual([])
    expect(await mails()).toHaveLength(1)
  })

  it('tells each of several subscribers, in their language', async () => {
    const product = await aProduct(staff, { stock: 0 })
    const [english, chinese] = await Promise.all([aCustomer(api), aCustomer(api, { locale: 'zh-CN' })])
    await Promise.all([subscribe(product.id, english.api), subscribe(product.id, chinese.api)])

    await put(product, { onHand: 1 })

    const subjectOf = async ({ email }: Customer) =>
      (
        await until(
          'the mail',
          () => mailsTo(api, email),
          (all) => all.length > 0,
        )
      )[0]!.subject
    expect(await subjectOf(english)).toMatch(/is back in stock$/)
    expect(await subjectOf(chinese)).toMatch(/已到货$/)
  })

  it('of a product with variants waits for any of them, of a variant for that one', async () => {
    const [whole, part, shirt] = await Promise.all([aCustomer(api), aCustomer(api), aShirt()])

    const answer = await subscribe(shirt.id, whole.api)
    await subscribe(shirt.small, part.api)
    await put({ id: shirt.large, sku: shirt.large }, { onHand: 1 })

    expect(answer.body.subscription).not.toHaveProperty('sku')
    await until(
      'the message',
      () => inboxOf(whole),
      (items) => items.length > 0,
    )
    expect(await mySubscriptions(part)).toHaveLength(1)
    expect(await inboxOf(part)).toEqual([])
  })

  it('is refused where it can be bought, of an unknown product, with a body, and without a user', async () => {
    const product = await aProduct(staff, { stock: 1 })

    expect(outcome(await subscribe(product.id, customer.api))).toEqual([409, 'IN_STOCK'])
    expect(outcome(await subscribe('nothing', customer.api))).toEqual([404, 'NOT_FOUND'])
    expect((await post(`${product.id}/subscriptions`, { email: 'x' }, {}, customer.api)).status).toBe(400)
    expect((await subscribe(product.id, api)).status).toBe(401)
  })
})

describe('GET /api/inventory/subscriptions', () => {
  it('lists the caller’s own, in pages', async () => {
    const someone = await aCustomer(api)
    const products = await Promise.all([aProduct(staff, { stock: 0 }), aProduct(staff, { stock: 0 })])
    for (const { id } of products) await subscribe(id, someone.api)

    const page = await someone.api.call('GET', '/api/inventory/subscriptions?limit=1')
    const cursor = encodeURIComponent(page.nextCursor)
    const rest = await someone.api.call('GET', `/api/inventory/subscriptions?limit=1&cursor=${cursor}`)

    expect([...page.items, ...rest.items].map(({ sku }) => sku)).toEqual(products.map(({ sku }) => sku).reverse())
    const path = `/api/inventory/subscriptions?cursor=${cursor}`
    expect(outcome(await customer.api.send({ method: 'GET', path }))).toEqual([400, 'INVALID_CURSOR'])
    expect((await api.send({ method: 'GET', path: '/api/inventory/subscriptions' })).status).toBe(401)
  })
})

describe('DELETE /api/inventory/{productId}/subscriptions', () => {
  it('ends it, and repeating it changes nothing; nobody else’s is touched', async () => {
    const [someone, other, product] = await Promise.all([aCustomer(api), aCustomer(api), aProduct(staff, { stock: 0 })])
    await Promise.all([subscribe(product.id, someone.api), subscribe(product.id, other.api)])
    const end = async (as: Api, reference = product.id) =>
      (await as.send({ method: 'DELETE', path: `/api/inventory/${reference}/subscriptions` })).status

    expect([await end(someone.api), await end(someone.api)]).toEqual([204, 204])

    expect([await mySubscriptions(someone), await mySubscriptions(other)]).toMatchObject([[], [{ sku: product.sku }]])
    expect([await end(api), await end(someone.api, 'nothing')]).toEqual([401, 404])
  })
})
