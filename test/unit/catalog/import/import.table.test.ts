import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { handler as createProduct } from '../../../../functions/catalog/create-product/handler.ts'
import { handler as getProduct } from '../../../../functions/catalog/get-product/handler.ts'
import { handler as importProducts } from '../../../../functions/catalog/import-products/handler.ts'
import { importFile } from '../../../../functions/catalog/import-products/import-file.ts'
import { readRows } from '../../../../functions/catalog/import-products/read-rows.ts'
import { handler as listCategories } from '../../../../functions/catalog/list-categories/handler.ts'
import { handler as removeProduct } from '../../../../functions/catalog/remove-product/handler.ts'
import { newId } from '../../../../functions/shared/ids.ts'
import { queryAll } from '../../../../functions/shared/table.ts'
import { startTable } from '../../../support/dynamodb.ts'
import { send } from '../../../support/http-event.ts'
import { productFields, sizes, usd } from '../builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  process.env.SHOP_CURRENCY = 'USD'
  table = await startTable()
})
afterAll(() => table.stop())

const staff = { kind: 'user', id: 'staff-1', role: 'staff' } as const
const post = (text: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  send(importProducts, {
    method: 'POST',
    as: staff,
    text,
    query,
    headers: { 'content-type': 'text/csv', ...headers },
  })
const importCsv = async (text: string, query: Record<string, string> = {}) => (await post(text, query)).body.import
const importJson = async (...lines: unknown[]) =>
  (
    await post(
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
      {},
      { 'content-type': 'application/x-ndjson' },
    )
  ).body.import
const read = async (id: string) => (await send(getProduct, { params: { id } })).body.product
const eventsOf = (id: string) =>
  queryAll({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': `OUTBOX#${id}` } })

let used = 0
const aSku = () => `IMP-${++used}`
const header = 'sku,name,price,currency,category'

describe('An imported line', () => {
  it('adds a product that is not there, changes one that is, and leaves alone one that is so already', async () => {
    const [one, two] = [aSku(), aSku()]
    const first = await importCsv(`${header}\n${one},Mug,4.50,USD,mugs\n${two},Cup,5,USD,mugs\n`)
    const before = await read(one)

    const again = await importCsv(`${header}\n${one},Mug,4.50,USD,mugs\n${two},Cup,6.00,USD,mugs\n`)

    expect(first).toMatchObject({ lines: 2, created: 2, failed: 0, errors: [], complete: true })
    expect(again).toMatchObject({ lines: 2, created: 0, unchanged: 1, updated: 1 })
    expect(before).toMatchObject({ name: 'Mug', price: usd(450), category: 'mugs', version: 1 })
    expect(await read(one)).toEqual(before)
    expect(await eventsOf(before.id)).toHaveLength(1)
    expect(await read(two)).toMatchObject({ price: usd(600), version: 2 })
  })

  it("without a currency is priced in the shop's own", async () => {
    const sku = aSku()

    await importCsv(`sku,name,price,category\n${sku},Mug,4.50,mugs\n`)

    expect(await read(sku)).toMatchObject({ price: usd(450) })
  })

  it('may say of a known product only what changes', async () => {
    const sku = aSku()
    await importCsv(`${header}\n${sku},Mug,4.50,USD,mugs\n`)

    await importCsv(`sku,price_minor,currency\n${sku},425,USD\n`)

    expect(await read(sku)).toMatchObject({ name: 'Mug', price: usd(425), version: 2 })
  })

  it('has every field of a product', async () => {
    const sku = aSku()
    const columns =
      'sku,name,description,price,currency,category,brand,images,tags,attributes.Colour,attributes.size,slug,status,name_zh,description_zh'
    const cells = `${sku},Crème,"two\nlines",12,JPY,mugs,Wendlow,/a.png|/b.png,gift|new,red,L,creme-${sku.toLowerCase()},active,杯子,好`

    await importCsv(`${columns}\n${cells}\n`)

    expect(await read(sku)).toMatchObject({
      name: 'Crème',
      description: 'two\nlines',
      price: { amount: 12, currency: 'JPY' },
      brand: 'Wendlow',
      images: ['/a.png', '/b.png'],
      tags: ['gift', 'new'],
      attributes: { Colour: 'red', size: 'L' },
      slug: `creme-${sku.toLowerCase()}`,
      translations: { zh: { name: '杯子', description: '好' } },
    })
  })

  it('keeps attributes that the file has no column for, and fields whose cell is empty', async () => {
    const sku = aSku()
    await importCsv(`sku,name,price,currency,category,brand,attributes.a,attributes.b\n${sku},N,1,USD,mugs,B,1,2\n`)

    await importCsv(`sku,name,brand,attributes.b\n${sku},,,3\n`)

    expect(await read(sku)).toMatchObject({ name: 'N', brand: 'B', attributes: { a: '1', b: '3' }, version: 2 })
  })

  it('in JSON takes what POST /api/products takes, with variants', async () => {
    const [sku, small, large] = [aSku(), aSku(), aSku()]
    const variants = [
      { sku: small, options: { size: 'S' } },
      { sku: large, options: { size: 'L' }, price: usd(2500) },
    ]
    const line = { sku, name: 'Shirt', price: usd(2000), category: 'shirts', variants }

    const first = await importJson(line)
    const again = await importJson(line)

    expect([first.created, again.unchanged]).toEqual([1, 1])
    expect((await read(sku)).variants).toHaveLength(2)
  })

  it('of a variant is refused, because it would not say what the product is', async () => {
    const [variant] = sizes('M')
    const { body } = await send(createProduct, {
      method: 'POST',
      as: staff,
      body: productFields({ variants: [variant!] }),
    })

    const report = await importCsv(`sku,price,currency\n${variant!.sku},9,USD\n`)

    expect(report.errors).toMatchObject([{ line: 2, sku: variant!.sku, code: 'VALIDATION_FAILED', path: 'sku' }])
    expect((await read(body.product.id)).version).toBe(1)
  })

  it('brings the sku of a removed product back as a new product', async () => {
    const sku = aSku()
    await importCsv(`${header}\n${sku},Mug,4.50,USD,mugs\n`)
    const { id } = await read(sku)
    await send(removeProduct, { method: 'DELETE', as: staff, params: { id } })

    const report = await importCsv(`${header}\n${sku},Mug,4.50,USD,mugs\n`)

    expect(report.created).toBe(1)
    expect((await read(sku)).id).not.toBe(id)
  })
})

describe('A bad line', () => {
  it.each([
    ['a price that is no number', 'Mug,cheap,USD,mugs', 'price', /"cheap" is no price/],
    ['a price with separators', 'Mug,"1,999.00",USD,mugs', 'price', /without signs and separators/],
    ['more decimals than the currency has', 'Mug,4.505,USD,mugs', 'price', /more decimals than USD/],
    ['decimals in a currency without', 'Mug,4.5,JPY,mugs', 'price', /more decimals than JPY/],
    ['a price of zero', 'Mug,0.00,USD,mugs', 'price', /above zero/],
    ['a negative price', 'Mug,-4.50,USD,mugs', 'price', /above zero/],
    ['an unknown currency', 'Mug,4.50,dollars,mugs', 'price', /no ISO 4217 code/],
    ['no name', ',4.50,USD,mugs', 'name', /a new product needs name/],
    ['no price', 'Mug,,USD,mugs', 'price', /a new product needs price/],
    ['no category', 'Mug,4.50,USD,', 'category', /a new product needs category/],
    ['a category that is no slug', 'Mug,4.50,USD,Tea & Coffee', 'category', /slug/],
  ])('with %s is reported under its line and keeps no other out', async (_, cells, path, message) => {
    const [bad, good] = [aSku(), aSku()]

    const report = await importCsv(`${header}\n${bad},${cells}\n${good},Mug,4.50,USD,mugs\n`)

    expect(report).toMatchObject({ lines: 2, created: 1, failed: 1 })
    expect(report.errors).toEqual([
      { line: 2, sku: bad, code: 'VALIDATION_FAILED', path, message: expect.stringMatching(message) },
    ])
    expect(await read(good)).toBeDefined()
  })

  it('that cannot be read at all is reported, and the next ones are read', async () => {
    const [one, two] = [aSku(), aSku()]
    const text = `${header}\r\n${one},"Mug\r\nwith two lines",1,USD,mugs\r\nX,"open,1,USD,mugs\r\nY,1\r\nZ,\uFFFD,1,USD,mugs\r\n${two},Cup,1,USD,mugs`

    const report = await importCsv(text)

    expect(report).toMatchObject({ lines: 5, created: 2, failed: 3 })
    expect(report.errors.map((error: { line: number; code: string }) => [error.line, error.code])).toEqual([
      [4, 'MALFORMED_LINE'],
      [5, 'MALFORMED_LINE'],
      [6, 'MALFORMED_LINE'],
    ])
  })

  it('with a sku that a good line had is refused; after a bad one the good one counts', async () => {
    const [one, two] = [aSku(), aSku()]
    const row = (sku: string, price: string) => `${sku},Mug,${price},USD,mugs`

    const report = await importCsv([header, row(one, '1'), row(one, '2'), row(two, '-1'), row(two, '3')].join('\n'))

    expect(report.errors.map((error: { line: number; code: string }) => [error.line, error.code])).toEqual([
      [3, 'DUPLICATE_SKU'],
      [4, 'VALIDATION_FAILED'],
    ])
    expect([(await read(one)).price, (await read(two)).price]).toEqual([usd(100), usd(300)])
  })

  it('in JSON names the field', async () => {
    const report = await importJson(
      '{"sku": ',
      '[]',
      { sku: aSku(), name: 'x', price: usd(1), category: 'c', colour: 'red' },
      {
        sku: aSku(),
        name: 'x',
        price: { amount: 1.5, currency: 'USD' },
        category: 'c',
      },
    )

    expect(report.errors).toMatchObject([
      { line: 1, code: 'MALFORMED_LINE' },
      { line: 2, code: 'MALFORMED_LINE' },
      { line: 3, code: 'VALIDATION_FAILED', message: expect.stringContaining('colour') },
      { line: 4, code: 'VALIDATION_FAILED', path: 'price.amount' },
    ])
  })
})

describe('Skus that differ only in letter case', () => {
  it('are two products, pointed out to whoever imports them', async () => {
    const sku = aSku()

    const report = await importCsv(`${header}\n${sku},Mug,1,USD,mugs\n${sku.toLowerCase()},Mug,2,USD,mugs\n`)

    expect(report).toMatchObject({ created: 2, failed: 0, warnings: [{ line: 3, code: 'SIMILAR_SKU' }] })
  })
})

describe('A file', () => {
  const refused = async (text: string, query: Record<string, string> = {}, type = 'text/csv') => {
    const { status, body } = await post(text, query, { 'content-type': type })
    return [status, body.code, JSON.stringify(body.errors ?? body.detail)]
  }

  it('that is empty, has unknown or repeated columns, no sku or another delimiter is refused as a whole', async () => {
    expect(await refused(' \n')).toEqual([400, 'VALIDATION_FAILED', expect.stringContaining('empty')])
    expect(await refused(`${header},stock\n`)).toEqual([
      400,
      'VALIDATION_FAILED',
      expect.stringContaining('header.stock'),
    ])
    expect(await refused('sku,sku\n')).toEqual([400, 'VALIDATION_FAILED', expect.stringContaining('twice')])
    expect(await refused('name\nMug')).toEqual([400, 'VALIDATION_FAILED', expect.stringContaining('header.sku')])
    expect(await refused('sku;name\n1;Mug')).toEqual([400, 'VALIDATION_FAILED', expect.stringContaining('delimiter')])
    expect(await refused('"sku,name')).toEqual([400, 'VALIDATION_FAILED', expect.stringContaining('never closes')])
  })

  it('of another type is refused with 415', async () => {
    expect((await refused(header, {}, 'application/json'))[0]).toBe(415)
    expect((await refused(header, {}, 'text/csv; charset=latin1'))[0]).toBe(415)
  })

  it('with only a header has no lines', async () => {
    expect(await importCsv(`${header}\n`)).toMatchObject({ lines: 0, complete: true })
  })

  it('with names of its own is mapped by the query', async () => {
    const sku = aSku()
    const text = `code;kind;title;gbp\n${sku};product;Mug;2.1\nPOST;service;Postage;18.0\n`
    const query = {
      delimiter: 'semicolon',
      columns: 'sku:code,name:title,price:gbp',
      currency: 'GBP',
      category: 'imported',
      only: 'kind:product',
    }

    const report = await importCsv(text, query)

    expect(report).toMatchObject({
      lines: 2,
      created: 1,
      skipped: 1,
      warnings: [{ line: 3, sku: 'POST', code: 'SKIPPED', message: 'kind is "service"' }],
    })
    expect(await read(sku)).toMatchObject({
      name: 'Mug',
      price: { amount: 210, currency: 'GBP' },
      category: 'imported',
    })
  })

  it('with many products of one name and category is added whole, and counted', async () => {
    const category = `bulk-${Date.now()}`
    const skus = Array.from({ length: 250 }, aSku)

    const report = await importCsv([header, ...skus.map((sku) => `${sku},Same Name,1,USD,${category}`)].join('\n'))

    const { body } = await send(listCategories, {})
    const products = await Promise.all(skus.map(read))
    expect(report).toMatchObject({ created: 250, failed: 0 })
    expect(new Set(products.map(({ slug }) => slug)).size).toBe(250)
    expect(body.categories.find(({ slug }: { slug: string }) => slug === category).count).toBe(250)
  })

  it('that takes too long is continued where the answer says', async () => {
    const rows = Array.from({ length: 250 }, () => `${aSku()},Mug,1,USD,mugs`)
    const text = [header, ...rows].join('\n')
    const deps = { now: new Date(), newId, requestId: 'r', correlationId: 'c' }
    const wishes = { format: 'csv', delimiter: 'comma', shopCurrency: 'USD' } as const
    let looks = 0

    const options = { fromLine: 1, category: undefined, isOver: () => ++looks > 2 }
    const { import: first } = await importFile(readRows(text, wishes), options, deps)
    const rest = await importCsv(text, { fromLine: String(first.nextLine) })

    expect(first).toMatchObject({ lines: 200, created: 200, complete: false, nextLine: 202 })
    expect(rest).toMatchObject({ lines: 50, created: 50, complete: true })
  })

  it('with thousands of bad lines is reported in parts', async () => {
    const text = [header, ...Array.from({ length: 1200 }, (_, n) => `B${n},Mug,free,USD,mugs`)].join('\n')
    const reports = [await importCsv(text)]
    while (!reports.at(-1).complete) reports.push(await importCsv(text, { fromLine: String(reports.at(-1).nextLine) }))

    const lines = reports.flatMap(({ errors }) => errors.map(({ line }: { line: number }) => line))
    expect(lines).toEqual(Array.from({ length: 1200 }, (_, n) => n + 2))
    expect(reports.length).toBeGreaterThan(1)
  })

  it('sent twice under one Idempotency-Key has one answer', async () => {
    const text = `${header}\n${aSku()},Mug,1,USD,mugs\n`
    const once = () => post(text, {}, { 'idempotency-key': 'import-1' })

    const answers = [await once(), await once()]

    expect(answers[1]!.body).toEqual(answers[0]!.body)
    expect(answers[1]!.headers['idempotent-replayed']).toBe('true')
  })

  it('imported by two at the same time adds each product once', async () => {
    const text = [header, ...Array.from({ length: 60 }, () => `${aSku()},Mug,1,USD,mugs`)].join('\n')

    const reports = await Promise.all([importCsv(text), importCsv(text)])

    expect(reports[0].created + reports[1].created).toBe(60)
    expect(reports.map(({ failed }) => failed)).toEqual([0, 0])
  })
})
