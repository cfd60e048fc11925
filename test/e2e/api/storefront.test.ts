import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aProduct, staffOf } from '../../support/shopper.ts'

let api: Api
let staff: Api
beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

/** The machine may be busy with other tests: a page that lacks a part is asked for again. */
const whole = async (path: string) =>
  until(
    `all parts of ${path}`,
    () => api.send({ method: 'GET', path }),
    ({ status, body }) => status !== 200 || body.degraded.length === 0,
  )

describe('GET /api/storefront/products/{id}', () => {
  it('has product, stock, rating, reviews and recommendations at once, by id, slug or sku', async () => {
    const [product, customer] = await Promise.all([aProduct(staff, { stock: 3 }), aCustomer(api)])
    await aProduct(staff)
    await customer.api.call('POST', `/api/products/${product.id}/reviews`, {
      rating: 4,
      title: 'Good',
      text: '<b>!</b>',
    })
    const { slug } = (await api.call('GET', `/api/products/${product.id}`)).product

    const pages = await Promise.all(
      [product.id, slug, product.sku].map((id) => whole(`/api/storefront/products/${id}`)),
    )

    for (const { status, body } of pages) {
      expect(status).toBe(200)
      expect(Object.keys(body)).toEqual(['product', 'stock', 'rating', 'reviews', 'recommendations', 'degraded'])
      expect(body).toMatchObject({
        product: { id: product.id, sku: product.sku, price: { amount: 1999, currency: 'USD' } },
        stock: { productId: product.id, onHand: 3, available: 3 },
        rating: { average: 4, count: 1 },
        reviews: [{ rating: 4, title: 'Good', text: '<b>!</b>', verified: false }],
        degraded: [],
      })
      expect(body.recommendations.length).toBeGreaterThan(0)
      expect(body.recommendations.map(({ id }: { id: string }) => id)).not.toContain(product.id)
    }
  })

  it('has the stock of each variant', async () => {
    const sku = `S-${randomUUID()}`
    const variants = ['S', 'M'].map((size) => ({ sku: `${sku}-${size}`, options: { size } }))
    const price = { amount: 2000, currency: 'USD' }
    const { product } = await staff.call('POST', '/api/products', {
      sku,
      name: 'Shirt',
      price,
      category: 'tests',
      variants,
    })
    await staff.call('PUT', `/api/inventory/${sku}-M`, { onHand: 4, reason: 'test' })

    const { body } = await until(
      'the stock of both variants',
      () => api.send({ method: 'GET', path: `/api/storefront/products/${product.id}` }),
      (answer) => answer.body.stock?.variants?.length === 2,
    )

    expect(body.stock).toMatchObject({ productId: product.id, onHand: 4, variants: [{ onHand: 0 }, { onHand: 4 }] })
  })

  it('is 404 for an unknown or removed product', async () => {
    const product = await aProduct(staff)
    await staff.call('DELETE', `/api/products/${product.id}`)
    for (const id of [product.id, 'no-such-product', '01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      const { status, body } = await whole(`/api/storefront/products/${id}`)
      expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
    }
  })

  it('is not sent again to who has it, and speaks the reader’s language', async () => {
    const sku = `S-${randomUUID()}`
    const { product } = await staff.call('POST', '/api/products', {
      sku,
      name: 'Enamel mug',
      price: { amount: 900, currency: 'USD' },
      category: 'tests',
      translations: { zh: { name: '搪瓷杯' } },
    })
    const path = `/api/storefront/products/${product.id}`

    // New products come among the recommendations while other tests make some.
    const { page, again } = await until(
      'the page to be the same',
      async () => {
        const page = await whole(path)
        const headers = { 'if-none-match': page.headers.get('etag')! }
        return { page, again: await api.send({ method: 'GET', path, headers }) }
      },
      ({ again }) => again.status === 304,
    )
    const chinese = await until(
      'the page in Chinese',
      () => api.send({ method: 'GET', path, headers: { 'accept-language': 'zh-CN' } }),
      (answer) => answer.body.degraded.length === 0,
    )

    expect(again.body).toBe('')
    expect(page.headers.get('vary')).toBe('accept-language')
    expect([page.body.product.name, chinese.body.product.name]).toEqual(['Enamel mug', '搪瓷杯'])
    expect(chinese.body.product.id).toBe(product.id)
  })
})

describe('GET /api/storefront/home', () => {
  it('has the category tree, the newest and the best rated products, what can be bought first', async () => {
    await Promise.all(Array.from({ length: 12 }, () => aProduct(staff)))
    const { status, body, headers } = await whole('/api/storefront/home')

    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['categories', 'newest', 'topRated', 'degraded'])
    expect(body.categories.length).toBeGreaterThan(0)
    expect([body.newest.length, body.topRated.length]).toEqual([12, 12])
    const averages = body.topRated.map(({ rating }: { rating: { average: number } }) => rating.average)
    expect(averages[0]).toBeGreaterThanOrEqual(averages.at(-1))
    expect(headers.get('cache-control')).toBe('public, max-age=30')
    expect(headers.get('etag')).toBeTruthy()
  })
})
