import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { handler as createProduct } from '../../../functions/catalog/create-product/handler.ts'
import { handler as createReview } from '../../../functions/catalog/create-review/handler.ts'
import { handler as getProduct } from '../../../functions/catalog/get-product/handler.ts'
import { handler as findProduct } from '../../../functions/catalog/internal/find-product/handler.ts'
import { handler as putCategoryTree } from '../../../functions/catalog/internal/put-category-tree/handler.ts'
import { handler as quoteItems } from '../../../functions/catalog/internal/quote-items/handler.ts'
import { handler as listCategories } from '../../../functions/catalog/list-categories/handler.ts'
import { handler as listDrafts } from '../../../functions/catalog/list-drafts/handler.ts'
import { handler as listProducts } from '../../../functions/catalog/list-products/handler.ts'
import { handler as listReviews } from '../../../functions/catalog/list-reviews/handler.ts'
import { handler as productReviewed } from '../../../functions/catalog/on/product-reviewed/handler.ts'
import { handler as stockLevelChanged } from '../../../functions/catalog/on/stock-level-changed/handler.ts'
import { handler as removeProduct } from '../../../functions/catalog/remove-product/handler.ts'
import { handler as updateProduct } from '../../../functions/catalog/update-product/handler.ts'
import type { AuthorizerContext } from '../../../functions/shared/http/caller.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { productFields, sizes, usd } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
  process.env.FUNCTION_ORDERS_HAS_BOUGHT = 'has-bought'
  ordersKnow(false)
})
afterAll(() => table.stop())

const lambda = mockClient(LambdaClient)
function ordersKnow(bought: boolean) {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's payload type adds a method that nobody needs here.
  lambda.on(InvokeCommand).resolves({ Payload: Buffer.from(JSON.stringify({ bought })) as any })
}

const staff: AuthorizerContext = { kind: 'user', id: 'staff-1', role: 'staff' }
const create = (fields: Parameters<typeof productFields>[0] = {}, headers: Record<string, string> = {}) =>
  send(createProduct, { method: 'POST', as: staff, body: productFields(fields), headers })
const created = async (fields: Parameters<typeof productFields>[0] = {}) => (await create(fields)).body.product
const update = (id: string, body: object, headers: Record<string, string> = {}) =>
  send(updateProduct, { method: 'PUT', as: staff, params: { id }, body, headers })
const read = (id: string, headers: Record<string, string> = {}) => send(getProduct, { params: { id }, headers })
const list = (query: Record<string, string>) => send(listProducts, { query })
const review = (id: string, rating: number, userId: string) =>
  send(createReview, {
    method: 'POST',
    as: aCustomer(userId),
    params: { id },
    body: { rating, title: 'So', text: '<b>fine</b>' },
  })

const deliver = (handler: unknown, name: string, data: object) =>
  (handler as (batch: object) => Promise<{ batchItemFailures: unknown[] }>)({
    Records: [
      {
        messageId: newId(),
        body: JSON.stringify({
          detail: { eventId: newId(), name, version: 1, occurredAt: '2026-01-01T00:00:00Z', correlationId: 'c', data },
        }),
      },
    ],
  })
const tellStock = (sku: string, available: number, version: number, status = available === 0 ? 'out' : 'in_stock') =>
  deliver(stockLevelChanged, 'StockLevelChanged', { sku, productId: 'any', available, status, version })
const branch = async (slug: string) => {
  const { body } = await send(listCategories, {})
  const find = (branches: { slug: string; children: never[]; count: number }[]): { count: number } | undefined =>
    branches.find((each) => each.slug === slug) ?? branches.map((each) => find(each.children)).find(Boolean)
  return find(body.categories)
}

describe('a product', () => {
  it('is read by id, slug and sku', async () => {
    const product = await created({ name: 'Blue Mug' })

    const answers = await Promise.all([read(product.id), read(product.slug), read(product.sku)])

    expect(answers.map(({ body }) => body.product.id)).toEqual([product.id, product.id, product.id])
    expect(product).toMatchObject({
      slug: 'blue-mug',
      version: 1,
      availability: 'out',
      rating: { average: 0, count: 0 },
    })
  })

  it('is not sent again to a client that has it', async () => {
    const attributes = Object.fromEntries(['material', 'weight', 'fill', 'care', 'origin'].map((name) => [name, 'x']))
    const product = await created({ attributes })
    const { headers } = await read(product.id)

    const again = await Promise.all(
      Array.from({ length: 5 }, () => read(product.id, { 'if-none-match': headers.etag! })),
    )

    expect(again.map(({ status }) => status)).toEqual([304, 304, 304, 304, 304])
  })

  it('can be changed under the ETag it was read with, once', async () => {
    const product = await created()
    const { headers } = await read(product.id)
    const change = (name: string, tag = headers.etag!) => update(product.id, { name }, { 'if-match': tag })

    const answers = [await change('First'), await change('Second'), await change('Third', '"anything"')]

    expect(answers.map(({ status }) => status)).toEqual([200, 412, 412])
  })

  it('keeps its attributes and options in the order given', async () => {
    const attributes = { weight: '1 kg', material: 'wool', care: 'cold' }
    const options = { size: 'M', colour: 'Rust' }
    const product = await created({ attributes, variants: [{ sku: 'ORDERED-M', options }] })

    const { body } = await read(product.id)

    expect(Object.keys(body.product.attributes)).toEqual(Object.keys(attributes))
    expect(Object.keys(body.product.variants[0].options)).toEqual(Object.keys(options))
  })

  it('keeps its version when an edit changes nothing', async () => {
    const product = await created({ attributes: { weight: '1 kg', material: 'wool' } })

    const { body } = await update(product.id, { price: product.price, attributes: product.attributes })

    expect(body.product.version).toBe(1)
  })

  it('is shown in the language of the client', async () => {
    const product = await created({ translations: { zh: { name: '蓝杯' } } })

    const { body, headers } = await read(product.id, { 'accept-language': 'zh-CN,en;q=0.5' })

    expect(body.product.name).toBe('蓝杯')
    expect(headers.vary).toBe('accept-language')
  })

  it('gets another slug when its name is taken, and says 409 for a slug or sku that is', async () => {
    const first = await created({ name: 'Same Name' })
    const second = await created({ name: 'Same Name' })

    expect(second.slug).toMatch(/^same-name-[a-z0-9]{6}$/)
    expect((await create({ slug: first.slug })).body.code).toBe('ALREADY_EXISTS')
    expect((await create({ sku: first.sku })).body.code).toBe('ALREADY_EXISTS')
    expect((await create({ variants: [{ sku: first.sku, options: { size: 'S' } }] })).body.code).toBe('ALREADY_EXISTS')
  })

  it('is created once by requests with the same sku at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create({ sku: 'RACED', category: 'raced' })))

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    expect(await branch('raced')).toMatchObject({ count: 1 })
  })

  it('is created once by a repeated request with an Idempotency-Key', async () => {
    const body = productFields()
    const request = { method: 'POST', as: staff, body, headers: { 'idempotency-key': 'once' } }

    const first = await send(createProduct, request)
    const second = await send(createProduct, request)

    expect(second).toMatchObject({ status: 201, body: first.body })
    expect(second.headers).toMatchObject({
      'idempotent-replayed': 'true',
      location: `/api/products/${first.body.product.id}`,
    })
  })

  it('refuses unknown fields, fractions of cents and prices below zero', async () => {
    const statuses = await Promise.all(
      [{ colour: 'red' }, { price: usd(1.5) }, { price: usd(-1) }, { sku: '' }].map(
        async (fields) => (await create(fields as object)).status,
      ),
    )

    expect(statuses).toEqual([400, 400, 400, 400])
  })

  it('changes the fields given only, and refuses a stale version', async () => {
    const product = await created({ description: 'old', brand: 'Wendlow' })

    const changed = await update(product.id, { description: 'new' }, { 'if-match': '"1"' })
    const late = await update(product.id, { description: 'late' }, { 'if-match': '"1"' })

    expect(changed.body.product).toMatchObject({ description: 'new', brand: 'Wendlow', version: 2 })
    expect(late).toMatchObject({ status: 412, body: { code: 'VERSION_MISMATCH' } })
  })

  it('loses no edit of those made at the same time', async () => {
    const product = await created()

    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) => update(product.id, { attributes: { [`n${n}`]: 'x' } })),
    )

    expect(answers.map(({ body }) => body.product.version).sort()).toEqual([2, 3, 4, 5, 6])
  })

  it('frees slug and skus and disappears when it is removed', async () => {
    const product = await created({ category: 'gone' })

    const removed = await send(removeProduct, { method: 'DELETE', as: staff, params: { id: product.id } })

    expect(removed.status).toBe(204)
    expect((await read(product.id)).status).toBe(404)
    expect((await read(product.sku)).status).toBe(404)
    expect((await list({ category: 'gone' })).body.items).toEqual([])
    expect(await branch('gone')).toMatchObject({ count: 0 })
    expect((await create({ sku: product.sku, slug: product.slug })).status).toBe(201)
  })

  it('is seen by staff only while it is a draft', async () => {
    const draft = await created({ status: 'draft', category: 'drafty' })

    expect((await read(draft.id)).status).toBe(404)
    expect((await list({ category: 'drafty' })).body.items).toEqual([])
    const drafts = await send(listDrafts, { as: staff })
    expect(drafts.body.items.map(({ id }: { id: string }) => id)).toContain(draft.id)

    await update(draft.id, { status: 'active' })

    expect((await read(draft.id)).status).toBe(200)
    expect((await list({ category: 'drafty' })).body.items).toHaveLength(1)
    expect(await branch('drafty')).toMatchObject({ count: 1 })
  })
})

describe('lists', () => {
  const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)

  it('come in every order, page by page, each product once', async () => {
    const prices = [300, 100, 500, 200, 400]
    const products: { id: string }[] = []
    for (const price of prices) {
      products.push(await created({ category: 'ordered', price: usd(price), name: `Thing ${900 - price}` }))
    }
    const byPrice = [1, 3, 0, 4, 2].map((index) => products[index]!.id)
    const paged = async (sort: string) => {
      const found: string[] = []
      let cursor: string | null = null
      do {
        const query: Record<string, string> = { category: 'ordered', sort, limit: '2', ...(cursor ? { cursor } : {}) }
        const { body } = await list(query)
        found.push(...ids(body))
        cursor = body.nextCursor
      } while (cursor)
      return found
    }

    expect(await paged('price')).toEqual(byPrice)
    expect(await paged('-price')).toEqual([...byPrice].reverse())
    expect(await paged('name')).toEqual([...byPrice].reverse())
    expect(await paged('newest')).toEqual(products.map(({ id }) => id).reverse())
    expect((await paged('rating')).sort()).toEqual([...byPrice].sort())
  })

  it('say that the last page is the last', async () => {
    await created({ category: 'two' })
    await created({ category: 'two' })

    expect((await list({ category: 'two', limit: '2' })).body.nextCursor).toBeNull()
  })

  it('hold prices between the bounds, in every order', async () => {
    for (const price of [100, 200, 300, 400]) await created({ category: 'bounded', price: usd(price) })
    const between = async (sort: string) => {
      const { body } = await list({ category: 'bounded', sort, minPrice: '200', maxPrice: '300' })
      return body.items.map(({ price }: { price: { amount: number } }) => price.amount)
    }

    expect(await between('price')).toEqual([200, 300])
    expect(await between('-price')).toEqual([300, 200])
    expect((await between('newest')).sort()).toEqual([200, 300])
    expect((await list({ minPrice: '2', maxPrice: '1' })).status).toBe(400)
  })

  it('follow a changed price and category', async () => {
    const a = await created({ category: 'moving', price: usd(100) })
    const b = await created({ category: 'moving', price: usd(200) })

    await update(a.id, { price: usd(300) })
    expect(ids((await list({ category: 'moving', sort: 'price' })).body)).toEqual([b.id, a.id])

    await update(b.id, { category: 'moved' })
    expect(ids((await list({ category: 'moving' })).body)).toEqual([a.id])
    expect(ids((await list({ category: 'moved' })).body)).toEqual([b.id])
    expect([await branch('moving'), await branch('moved')]).toMatchObject([{ count: 1 }, { count: 1 }])
  })

  it('refuse the cursor of another list', async () => {
    for (let n = 0; n < 3; n++) await created({ category: 'cursed' })
    const { nextCursor } = (await list({ category: 'cursed', limit: '1' })).body

    expect((await list({ category: 'cursed', limit: '1', sort: 'price', cursor: nextCursor })).status).toBe(400)
  })

  it('refuse odd queries', async () => {
    const queries = [{ sort: 'size' }, { limit: '0' }, { limit: '101' }, { minPrice: 'x' }, { page: '2' }]

    expect(await Promise.all(queries.map(async (query) => (await list(query as never)).status))).toEqual(
      queries.map(() => 400),
    )
  })
})

describe('the category tree', () => {
  const names = (slug: string) => ({ slug, name: { en: slug, zh: `中${slug}` } })

  it('takes products along when a category moves, and changes nothing when repeated', async () => {
    const product = await created({ category: 'trail-shoes' })
    const categories = [
      { ...names('footwear'), position: 1 },
      { ...names('trail-shoes'), parent: 'footwear', position: 1 },
    ]

    const first = await putCategoryTree({ categories })
    const second = await putCategoryTree({ categories })

    expect([first, second]).toEqual([{ changed: 2 }, { changed: 0 }])
    expect((await list({ category: 'footwear' })).body.items[0].id).toBe(product.id)
    expect(await branch('footwear')).toMatchObject({ count: 1, children: [{ slug: 'trail-shoes', count: 1 }] })
    expect((await read(product.id)).body.product.version).toBe(1)
  })

  it('counts products exactly when many are created at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => created({ category: 'crowded' })))

    expect(await branch('crowded')).toMatchObject({ count: 20 })
  })
})

describe('stock', () => {
  it('shows in product, lists and quotes, and an older event changes nothing', async () => {
    const product = await created({ category: 'stocked' })

    await tellStock(product.sku, 7, 2)
    await tellStock(product.sku, 0, 1)

    expect((await read(product.id)).body.product).toMatchObject({ availability: 'in_stock', version: 1 })
    expect((await list({ category: 'stocked', inStock: 'true' })).body.items).toHaveLength(1)
    expect((await quoteItems({ references: [product.sku] })).lines[0]!.item!.available).toBe(7)

    await tellStock(product.sku, 0, 3)

    expect((await list({ category: 'stocked', inStock: 'true' })).body.items).toHaveLength(0)
  })

  it('of a product with variants is that of its best one', async () => {
    const [small, large] = sizes('S', 'L')
    const product = await created({ variants: [small!, large!] })

    await Promise.all([tellStock(small!.sku, 0, 1), tellStock(large!.sku, 2, 1, 'low')])

    const { body } = await read(product.id)
    expect(body.product.availability).toBe('low')
    expect(body.product.variants).toMatchObject([
      { sku: small!.sku, availability: 'out', available: 0, price: usd(1999) },
      { sku: large!.sku, availability: 'low', available: 2 },
    ])
  })
})

describe('quotes', () => {
  it('answer in the order asked, by sku and product id', async () => {
    const plain = await created({ price: usd(100) })
    const withSizes = await created({ variants: sizes('S', 'M') })
    const gone = await created()
    await send(removeProduct, { method: 'DELETE', as: staff, params: { id: gone.id } })

    const references = [
      withSizes.id,
      plain.id,
      'nothing',
      plain.sku,
      gone.sku,
      withSizes.variants[1].sku,
      withSizes.sku,
    ]
    const { lines } = await quoteItems({ references })

    expect(lines.map(({ reference }) => reference)).toEqual(references)
    expect(lines.map(({ status }) => status)).toEqual([
      'ambiguous',
      'active',
      'unknown',
      'active',
      'unavailable',
      'active',
      'ambiguous',
    ])
    expect(lines[1]!.item).toMatchObject({ sku: plain.sku, unitPrice: usd(100) })
  })

  it('follow a changed price at once', async () => {
    const product = await created()

    await update(product.id, { price: usd(5), name: 'Renamed' })

    const { lines } = await quoteItems({ references: [product.sku] })
    expect(lines[0]!.item).toMatchObject({ unitPrice: usd(5), name: 'Renamed' })
  })

  it('tell the limit for each customer with every sku of the product, until it is taken away', async () => {
    const fields = productFields({ variants: sizes('S', 'M'), maxPerCustomer: 2 })
    const { product } = (await create(fields)).body
    expect(product.maxPerCustomer).toBe(2)
    const skus = fields.variants!.map(({ sku }) => sku)
    const limits = async () => {
      const { lines } = (await quoteItems({ references: skus })) as { lines: { item: { maxPerCustomer?: number } }[] }
      return lines.map(({ item }) => item.maxPerCustomer)
    }
    expect(await limits()).toEqual([2, 2])

    const raised = (await update(product.id, { maxPerCustomer: 5 })).body.product
    expect([raised.maxPerCustomer, ...(await limits())]).toEqual([5, 5, 5])
    const unlimited = (await update(product.id, { maxPerCustomer: null })).body.product
    expect([unlimited.maxPerCustomer, ...(await limits())]).toEqual([undefined, undefined, undefined])
    expect((await update(product.id, { maxPerCustomer: null })).body.product.version).toBe(3)
    expect((await update(product.id, { maxPerCustomer: 0 })).status).toBe(400)
  })

  it('find a product with all its skus', async () => {
    const product = await created({ variants: sizes('S', 'M') })

    const found = await findProduct({ reference: product.variants[0].sku })

    expect(found.product).toEqual({
      productId: product.id,
      sku: product.sku,
      skus: product.variants.map(({ sku }: { sku: string }) => sku),
    })
    expect(await findProduct({ reference: 'nothing' })).toEqual({ product: null })
  })
})

describe('reviews', () => {
  it('count each one of many written at the same time, and leave the version alone', async () => {
    const product = await created()

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => review(product.id, (n % 5) + 1, `user-${n}`)),
    )

    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect((await read(product.id)).body.product).toMatchObject({ rating: { average: 3, count: 20 }, version: 1 })
  })

  it('are one per user and product', async () => {
    const product = await created()
    await review(product.id, 5, 'twice')

    expect((await review(product.id, 1, 'twice')).body.code).toBe('ALREADY_EXISTS')
    expect((await read(product.id)).body.product.rating).toEqual({ average: 5, count: 1 })
  })

  it('are marked verified where the product was bought', async () => {
    const product = await created()
    ordersKnow(true)
    const buyer = await review(product.id, 5, 'buyer')
    ordersKnow(false)
    const other = await review(product.id, 1, 'other')

    const { body } = await send(listReviews, { params: { id: product.id } })

    expect(buyer.body.review.verified).toBe(true)
    expect(other.body.review.verified).toBe(false)
    expect(body.items.map((item: { verified: boolean }) => item.verified)).toEqual([false, true])
  })

  it('are listed newest first, as text and without whose they are', async () => {
    const product = await created()
    await review(product.id, 4, 'first')
    await review(product.id, 2, 'second')

    const { body } = await send(listReviews, { params: { id: product.id }, query: { limit: '1' } })

    expect(body.items[0]).toMatchObject({ rating: 2, text: '<b>fine</b>', verified: false })
    expect(JSON.stringify(body)).not.toContain('second')
    expect(body.nextCursor).not.toBeNull()
  })

  it('need a product, a rating from 1 to 5, and somebody signed in', async () => {
    const product = await created()
    const anonymous = await send(createReview, { method: 'POST', params: { id: product.id }, body: {} })

    expect([
      (await review('nothing', 5, 'u')).status,
      (await review(product.id, 6, 'u')).status,
      (await review(product.id, 4.5, 'u')).status,
      anonymous.status,
    ]).toEqual([404, 400, 400, 401])
  })

  it('move a product up in the order of ratings', async () => {
    const good = await created({ category: 'rated' })
    const better = await created({ category: 'rated' })
    await created({ category: 'rated' })
    await review(good.id, 4, 'a')
    await review(better.id, 5, 'a')

    for (const { id } of [better, good]) {
      await deliver(productReviewed, 'ProductReviewed', { productId: id, reviewId: 'r', rating: 5 })
    }

    const { body } = await list({ category: 'rated', sort: 'rating' })
    expect(body.items.slice(0, 2).map(({ id }: { id: string }) => id)).toEqual([better.id, good.id])
  })
})
