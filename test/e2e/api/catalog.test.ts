import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../../bin/lib/api.ts'
import type { NewProduct } from '../../../client/index.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, aProduct, pay, placeOrder, staffOf, untilOrder } from '../../support/shopper.ts'

let api: Api
let staff: Api

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

const outcome = ({ status, body }: ApiAnswer) => [status, body.code]
const usd = (amount: number) => ({ amount, currency: 'USD' })
const aSku = () => `C-${randomUUID().slice(0, 13).toUpperCase()}`
const get = (path: string, headers: Record<string, string> = {}) => api.send({ method: 'GET', path, headers })
const aNewProduct = (changes: Partial<NewProduct> = {}): NewProduct => {
  const sku = aSku()
  return { sku, name: `Catalog ${sku}`, price: usd(1000), category: `c-${sku.toLowerCase()}`, ...changes }
}
const add = async (changes: Partial<NewProduct> = {}) =>
  (await staff.post('/api/products', { body: aNewProduct(changes) })).product

describe('POST /api/products', () => {
  it('adds a product, says where it is, and shows it to everybody', async () => {
    const body = aNewProduct({ description: 'd', attributes: { colour: 'red' }, tags: ['a'] })
    const answer = await staff.send({ method: 'POST', path: '/api/products', body })
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/products/${answer.body.product.id}`])
    expect((await get(answer.headers.get('location')!)).body.product).toMatchObject({ ...body, version: 1 })
  })

  it('is for staff; a taken sku is 409 and a repeated request adds one', async () => {
    const request = { method: 'POST', path: '/api/products', body: aNewProduct(), headers: aKey() }
    expect(outcome(await (await aCustomer(api)).api.send(request))).toEqual([403, 'FORBIDDEN'])
    const first = await staff.send(request)
    expect((await staff.send(request)).body).toEqual(first.body)
    expect(outcome(await staff.send({ ...request, headers: {} }))).toEqual([409, 'ALREADY_EXISTS'])
    const broken = [
      { price: usd(-1) },
      { price: usd(1.5) },
      { slug: 'Not A Slug' },
      { images: ['javascript:alert(1)'] },
    ]
    for (const changes of broken) {
      const body = { ...aNewProduct(), ...changes }
      expect(outcome(await staff.send({ ...request, body, headers: {} }))).toEqual([400, 'VALIDATION_FAILED'])
    }
  })
})

describe('GET /api/products', () => {
  it('filters by category and price, sorts, and pages without a gap or a repetition', async () => {
    const category = `cat-${randomUUID().slice(0, 8)}`
    for (const amount of [300, 100, 500, 200, 400]) await add({ category, price: usd(amount) })
    const prices: number[] = []
    let cursor: string | null = null
    do {
      const query = { category, sort: 'price' as const, minPrice: 150, limit: 2, ...(cursor ? { cursor } : {}) }
      const page: { items: { price: { amount: number } }[]; nextCursor: string | null } = await api.get(
        '/api/products',
        { params: { query } },
      )
      prices.push(...page.items.map(({ price }) => price.amount))
      cursor = page.nextCursor
    } while (cursor)
    expect(prices).toEqual([200, 300, 400, 500])
  })

  it('refuses what it does not know, and a cursor of another list', async () => {
    const { nextCursor } = await api.get('/api/products', { params: { query: { limit: 1 } } })
    for (const path of ['?limit=0', '?limit=101', '?sort=luck', '?colour=red', '?inStock=perhaps']) {
      expect(outcome(await get(`/api/products${path}`))).toEqual([400, 'VALIDATION_FAILED'])
    }
    expect(outcome(await get(`/api/products?sort=name&cursor=${encodeURIComponent(nextCursor!)}`))).toEqual([
      400,
      'INVALID_CURSOR',
    ])
  })
})

describe('GET /api/products/{id}', () => {
  it('answers by id, slug and sku alike, with a tag for who has it, and variants with a stock of their own', async () => {
    const sku = aSku()
    const variants = ['S', 'L'].map((size) => ({ sku: `${sku}-${size}`, options: { size } }))
    const product = await add({ sku, variants })
    await staff.put('/api/inventory/{productId}', {
      params: { path: { productId: `${sku}-S` } },
      body: { onHand: 9, reason: 'test' },
    })

    const seen = await until(
      'the catalog to know the stock',
      () => api.get('/api/products/{id}', { params: { path: { id: product.id } } }),
      (answer) => answer.product.variants?.[0]?.available === 9,
    )

    expect(seen.product.variants).toMatchObject([{ availability: 'in_stock' }, { availability: 'out' }])
    for (const id of [product.slug, sku]) expect((await get(`/api/products/${id}`)).body).toEqual(seen)
    const etag = (await get(`/api/products/${product.id}`)).headers.get('etag')!
    expect((await get(`/api/products/${product.id}`, { 'if-none-match': etag })).status).toBe(304)
    expect(outcome(await get('/api/products/no-such-product'))).toEqual([404, 'NOT_FOUND'])
  })
})

describe('PUT /api/products/{id}', () => {
  it('changes the fields sent under the version that was read', async () => {
    const product = await add()
    const put = (body: object, headers: Record<string, string> = {}) =>
      staff.send({ method: 'PUT', path: `/api/products/${product.id}`, body, headers })
    const changed = await put({ price: usd(750) }, { 'if-match': '"1"' })
    expect(changed.body.product).toMatchObject({ name: product.name, price: usd(750), version: 2 })
    expect(outcome(await put({ price: usd(1) }, { 'if-match': '"1"' }))).toEqual([412, 'VERSION_MISMATCH'])
    expect(outcome(await put({ id: 'mine' }))).toEqual([400, 'VALIDATION_FAILED'])
  })
})

describe('DELETE /api/products/{id}', () => {
  it('takes a product out of the shop, once', async () => {
    const product = await add()
    const remove = () => staff.send({ method: 'DELETE', path: `/api/products/${product.id}` })
    expect((await remove()).status).toBe(204)
    expect(outcome(await remove())).toEqual([404, 'NOT_FOUND'])
    expect((await get(`/api/products/${product.id}`)).status).toBe(404)
  })
})

describe('GET /api/products/drafts', () => {
  it('lists what is not shown yet, to staff only', async () => {
    const draft = await add({ status: 'draft' })
    const { items } = await staff.get('/api/products/drafts', { params: { query: { limit: 100 } } })
    expect(items.map(({ id }) => id)).toContain(draft.id)
    expect((await get(`/api/products/${draft.id}`)).status).toBe(404)
    expect(outcome(await get('/api/products/drafts'))).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('GET /api/products/categories', () => {
  it('answers the tree with the number of products of each', async () => {
    const category = `tree-${randomUUID().slice(0, 8)}`
    await Promise.all([add({ category }), add({ category })])
    const { categories } = await api.get('/api/products/categories')
    expect(categories.find(({ slug }) => slug === category)).toMatchObject({ count: 2, children: [] })
  })
})

describe('POST /api/products/{id}/reviews', () => {
  it('takes one review of a person and product, as text, verified for who bought it', async () => {
    const product = await aProduct(staff)
    const customer = await aCustomer(api)
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
    await pay(customer.api, order.id)
    await untilOrder(customer.api, order.id, 'PAID')
    const body = { rating: 4, title: 'Good', text: '<b>not</b> bold' }
    const review = (who: Api, changes: object = {}) =>
      who.send({ method: 'POST', path: `/api/products/${product.id}/reviews`, body: { ...body, ...changes } })

    const mine = await review(customer.api)

    expect([mine.status, mine.body.review]).toEqual([201, expect.objectContaining({ ...body, verified: true })])
    expect(outcome(await review(customer.api))).toEqual([409, 'ALREADY_EXISTS'])
    const stranger = (await aCustomer(api)).api
    expect(outcome(await review(stranger, { rating: 6 }))).toEqual([400, 'VALIDATION_FAILED'])
    expect((await review(stranger)).body.review.verified).toBe(false)
  })
})

describe('GET /api/products/{id}/reviews', () => {
  it('lists the reviews newest first and tells the average of the product', async () => {
    const product = await add()
    for (const rating of [5, 2]) {
      const customer = (await aCustomer(api)).api
      await customer.post('/api/products/{id}/reviews', {
        params: { path: { id: product.id } },
        body: { rating, title: `${rating} stars`, text: 'as it is' },
      })
    }
    const path = { id: product.id }
    expect(
      (await api.get('/api/products/{id}/reviews', { params: { path } })).items.map(({ rating }) => rating),
    ).toEqual([2, 5])
    const rated = await until(
      'the average',
      () => api.get('/api/products/{id}', { params: { path } }),
      (answer) => answer.product.rating.count === 2,
    )
    expect(rated.product.rating.average).toBe(3.5)
    expect((await get('/api/products/nothing/reviews')).status).toBe(404)
  })
})
