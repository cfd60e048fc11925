import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../../bin/lib/api.ts'
import type { NewProduct } from '../../../client/index.ts'
import { anApi } from '../../support/shared-shop.ts'
import { staffOf } from '../../support/shopper.ts'

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
      ({ product: now }) => now.variants?.[0]?.available === 9 && now.availability === 'in_stock',
    )

    expect(seen.product.variants).toMatchObject([{ availability: 'in_stock' }, { availability: 'out' }])
    for (const id of [product.slug, sku]) expect((await get(`/api/products/${id}`)).body).toEqual(seen)
    const etag = (await get(`/api/products/${product.id}`)).headers.get('etag')!
    expect((await get(`/api/products/${product.id}`, { 'if-none-match': etag })).status).toBe(304)
    expect(outcome(await get('/api/products/no-such-product'))).toEqual([404, 'NOT_FOUND'])
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
