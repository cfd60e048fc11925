import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  aProduct,
  type Customer,
  pay,
  placeOrder,
  staffOf,
  untilOrder,
} from '../../support/shopper.ts'

let api: Api
let staff: Api
let customer: Customer
beforeAll(async () => {
  api = anApi()
  ;[staff, customer] = await Promise.all([staffOf(api), aCustomer(api)])
})

const aSku = () => `P-${randomUUID().slice(0, 13).toUpperCase()}`
const fields = (more: Record<string, unknown> = {}) => ({
  sku: aSku(),
  name: 'Enamel Mug',
  price: { amount: 1250, currency: 'USD' },
  category: 'tests',
  ...more,
})
const post = (body: unknown, { as = staff, headers = {} } = {}) =>
  as.send({ method: 'POST', path: '/api/products', body, headers })
const put = (id: string, body: unknown, { as = staff, headers = {} } = {}) =>
  as.send({ method: 'PUT', path: `/api/products/${id}`, body, headers })
const remove = (id: string, { as = staff, headers = {} } = {}) =>
  as.send({ method: 'DELETE', path: `/api/products/${id}`, headers })
const read = (id: string) => api.send({ method: 'GET', path: `/api/products/${id}` })

describe('POST /api/products', () => {
  it('adds a product with everything that it was given, found by id, slug and sku', async () => {
    const body = fields({
      description: '350 ml',
      brand: 'Wendlow',
      images: ['/pictures/mug.svg'],
      attributes: { material: 'steel' },
      tags: ['camping'],
      translations: { zh: { name: '搪瓷杯' } },
    })

    const { status, body: answer, headers } = await post(body)

    const { product } = answer
    expect([status, headers.get('location')]).toEqual([201, `/api/products/${product.id}`])
    expect(product).toMatchObject({
      ...body,
      rating: { average: 0, count: 0 },
      availability: 'out',
      status: 'active',
      version: 1,
    })
    const found = await Promise.all([product.id, product.slug, product.sku].map(read))
    expect(found.map((each) => each.body.product.id)).toEqual([product.id, product.id, product.id])
  })

  it('refuses a taken sku with 409, unknown fields, bad prices and a customer', async () => {
    const body = fields()
    await post(body)

    const answers = await Promise.all([
      post(body),
      post(fields({ colour: 'red' })),
      post(fields({ price: { amount: -1, currency: 'USD' } })),
      post(fields({ price: { amount: 1.5, currency: 'USD' } })),
      post(fields(), { as: customer.api }),
      post(fields(), { as: api }),
    ])

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'ALREADY_EXISTS'],
      [400, 'VALIDATION_FAILED'],
      [400, 'VALIDATION_FAILED'],
      [400, 'VALIDATION_FAILED'],
      [403, 'FORBIDDEN'],
      [401, 'UNAUTHENTICATED'],
    ])
  })

  it('adds one product for one Idempotency-Key', async () => {
    const [body, headers] = [fields(), aKey()]
    const first = await post(body, { headers })
    const again = await post(body, { headers })
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, first.body, 'true'])
  })
})

describe('PUT /api/products/{id}', () => {
  it('replaces the given fields only, under the version that was read', async () => {
    const { product } = (await post(fields({ description: 'old', brand: 'Wendlow' }))).body

    const changed = await put(product.id, { description: 'new' }, { headers: { 'if-match': '"1"' } })
    const stale = await put(product.id, { description: 'lost' }, { headers: { 'if-match': '"1"' } })
    const same = await put(product.id, { description: 'new' })

    expect(changed.body.product).toMatchObject({ description: 'new', brand: 'Wendlow', name: product.name, version: 2 })
    expect([stale.status, stale.body.code]).toEqual([412, 'VERSION_MISMATCH'])
    expect(same.body.product.version).toBe(2)
  })

  it('moves a product to another category, and the counts of both with it', async () => {
    const [from, to] = [`from-${randomUUID()}`, `to-${randomUUID()}`]
    const { product } = (await post(fields({ category: from }))).body

    await put(product.id, { category: to })

    const { categories } = await api.call('GET', '/api/products/categories')
    const count = (slug: string) => categories.find((each: { slug: string }) => each.slug === slug)?.count
    expect([count(from), count(to)]).toEqual([0, 1])
  })

  it('is 404 for an unknown product, 403 for a customer', async () => {
    const { product } = (await post(fields())).body
    const answers = [
      await put('no-such-product', { name: 'x' }),
      await put(product.id, { name: 'x' }, { as: customer.api }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 403])
  })
})

describe('DELETE /api/products/{id}', () => {
  it('takes a product out of the shop: not found, not listed, unavailable in carts, kept in orders, its reviews hidden', async () => {
    const [product, buyer] = await Promise.all([aProduct(staff), aCustomer(api)])
    const order = await placeOrder(buyer.api, [{ sku: product.sku, quantity: 1 }])
    await buyer.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 2 })
    await buyer.api.call('POST', `/api/products/${product.id}/reviews`, { rating: 5, title: 'Good', text: 'Yes' })

    const { status } = await remove(product.id)

    const gone = await Promise.all([read(product.id), read(product.sku), read(`${product.id}/reviews`)])
    const { cart } = await buyer.api.call('GET', '/api/cart')
    const kept = (await buyer.api.call('GET', `/api/orders/${order.id}`)).order
    const listed = await api.call('GET', '/api/products?category=tests&limit=100')
    expect([status, ...gone.map((answer) => answer.status)]).toEqual([204, 404, 404, 404])
    expect(listed.items.map(({ id }: { id: string }) => id)).not.toContain(product.id)
    expect(cart.lines).toMatchObject([{ sku: product.sku, problem: 'UNAVAILABLE' }])
    expect(kept.lines).toMatchObject([{ sku: product.sku, productId: product.id, name: expect.any(String) }])
  })

  it('honours If-Match, and is 404 the second time', async () => {
    const { product } = (await post(fields())).body
    const stale = await remove(product.id, { headers: { 'if-match': '"7"' } })
    const answers = [await remove(product.id, { as: customer.api }), await remove(product.id), await remove(product.id)]
    expect([stale, ...answers].map(({ status }) => status)).toEqual([412, 403, 204, 404])
  })
})

const review = (
  id: string,
  { as = customer.api, ...more }: { as?: Api; rating?: number; text?: string; title?: string } = {},
) =>
  as.send({
    method: 'POST',
    path: `/api/products/${id}/reviews`,
    body: { rating: 4, title: 'Good', text: 'I like it', ...more },
  })
const ratingOf = async (id: string) => (await read(id)).body.product.rating

describe('POST /api/products/{id}/reviews', () => {
  it('adds a review, once for each customer, its HTML kept as text', async () => {
    const product = await aProduct(staff)
    const html = '<script>alert(1)</script>'

    const first = await review(product.id, { text: html })
    const second = await review(product.id)

    expect(first.status).toBe(201)
    expect(first.body.review).toMatchObject({
      productId: product.id,
      rating: 4,
      text: html,
      verified: false,
      version: 1,
    })
    expect(JSON.stringify(first.body)).not.toContain(customer.id)
    expect([second.status, second.body.code]).toEqual([409, 'ALREADY_EXISTS'])
    expect(second.body.detail).toContain(first.body.review.id)
    expect(await ratingOf(product.id)).toEqual({ average: 4, count: 1 })
  })

  it('marks the review of somebody who bought it', async () => {
    const [product, buyer] = await Promise.all([aProduct(staff), aCustomer(api)])
    const order = await placeOrder(buyer.api, [{ sku: product.sku, quantity: 1 }])
    await pay(buyer.api, order.id)
    await untilOrder(buyer.api, order.id, 'PAID')

    expect((await review(product.id, { as: buyer.api })).body.review.verified).toBe(true)
  })

  it('refuses stars that there are not, no words, an unknown product and nobody', async () => {
    const product = await aProduct(staff)
    const answers = await Promise.all([
      review(product.id, { rating: 6 }),
      review(product.id, { rating: 4.5 }),
      review(product.id, { title: ' ' }),
      review('no-such-product'),
      review(product.id, { as: api }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 404, 401])
  })

  it('counts each of a hundred that a hundred customers write at once', async () => {
    const product = await aProduct(staff)
    const customers: Customer[] = []
    while (customers.length < 100) {
      customers.push(...(await Promise.all(Array.from({ length: 10 }, () => aCustomer(api)))))
    }
    const stars = customers.map((_, n) => (n % 5) + 1)

    // A busy machine says "later" to some of a hundred at once, as it may; they ask again.
    const answers = await Promise.all(
      customers.map(({ api: as }, n) =>
        until(
          `review ${n} to be taken`,
          () => review(product.id, { as, rating: stars[n]!, title: `Review ${n}` }),
          ({ status }) => status !== 503,
          { everyMs: 500 },
        ),
      ),
    )

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(await ratingOf(product.id)).toEqual({ average: 3, count: 100 })
    const { items } = await api.call('GET', `/api/products/${product.id}/reviews?limit=100`)
    expect(new Set(items.map(({ title }: { title: string }) => title)).size).toBe(100)
  }, 120_000)
})

describe('GET /api/products/{id}/reviews', () => {
  it('has the newest first, in pages, for everybody', async () => {
    const [product, ...others] = await Promise.all([aProduct(staff), aCustomer(api), aCustomer(api)])
    for (const { api: as } of others) await review(product.id, { as })
    const last = (await review(product.id)).body.review

    const first = await api.call('GET', `/api/products/${product.id}/reviews?limit=2`)
    const cursor = encodeURIComponent(first.nextCursor)
    const rest = await api.call('GET', `/api/products/${product.id}/reviews?limit=2&cursor=${cursor}`)

    expect(first.items[0]).toEqual(last)
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null])
  })
})

describe('PUT /api/products/{id}/reviews/{reviewId}', () => {
  it('changes one’s own review, and the average with it, under the version that was read', async () => {
    const [product, other] = await Promise.all([aProduct(staff), aCustomer(api)])
    const { id } = (await review(product.id)).body.review
    const path = `/api/products/${product.id}/reviews/${id}`
    const change = (as: Api, body: object, headers = {}) => as.send({ method: 'PUT', path, body, headers })

    const changed = await change(customer.api, { rating: 1 }, { 'if-match': '"1"' })
    const stale = await change(customer.api, { rating: 5 }, { 'if-match': '"1"' })
    const foreign = await Promise.all([change(other.api, { rating: 5 }), change(staff, { rating: 5 })])

    expect(changed.body.review).toMatchObject({ id, rating: 1, title: 'Good', version: 2 })
    expect([stale.status, ...foreign.map(({ status }) => status)]).toEqual([412, 404, 404])
    expect(await ratingOf(product.id)).toEqual({ average: 1, count: 1 })
  })
})

describe('DELETE /api/products/{id}/reviews/{reviewId}', () => {
  it('takes one’s own review away with its stars, or as staff anybody’s', async () => {
    const [product, other] = await Promise.all([aProduct(staff), aCustomer(api)])
    const mine = (await review(product.id, { rating: 5 })).body.review
    const others = (await review(product.id, { as: other.api, rating: 2 })).body.review
    const removeReview = (as: Api, id: string) =>
      as.send({ method: 'DELETE', path: `/api/products/${product.id}/reviews/${id}` })

    const foreign = await removeReview(customer.api, others.id)
    const own = await removeReview(customer.api, mine.id)
    const again = await removeReview(customer.api, mine.id)
    const rating = await ratingOf(product.id)
    const byStaff = await removeReview(staff, others.id)

    expect([foreign, own, again, byStaff].map(({ status }) => status)).toEqual([404, 204, 404, 204])
    expect([rating, await ratingOf(product.id)]).toEqual([
      { average: 2, count: 1 },
      { average: 0, count: 0 },
    ])
  })

  it('lets the product fall in the list of the best rated', async () => {
    const category = `ranked-${randomUUID()}`
    const [good, better] = [
      (await post(fields({ category }))).body.product,
      (await post(fields({ category }))).body.product,
    ]
    const { id } = (await review(better.id, { rating: 5 })).body.review
    await review(good.id, { rating: 3 })
    const ranking = async () => (await api.call('GET', `/api/products?category=${category}&sort=rating`)).items
    const first = (items: { id: string }[]) => items[0]!.id
    await until('the better one to be first', ranking, (items) => first(items) === better.id)

    await customer.api.call('DELETE', `/api/products/${better.id}/reviews/${id}`)

    const items = await until('the other one to be first', ranking, (all) => first(all) === good.id)
    expect(items).toHaveLength(2)
  })
})
