import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api } from '../../../bin/lib/api.ts'
import { until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, staffOf, stockOf } from '../../support/shopper.ts'

let api: Api
let staff: Api
beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

const aSku = () => `I-${randomUUID().slice(0, 13).toUpperCase()}`
const header = 'sku,name,price,currency,category'
const post = (text: string, { as = staff, type = 'text/csv', query = '', headers = {} } = {}) =>
  as.send({
    method: 'POST',
    path: `/api/products/import${query}`,
    text,
    headers: { 'content-type': type, ...headers },
  })
const read = async (sku: string) => (await api.call('GET', `/api/products/${sku}`)).product

describe('POST /api/products/import', () => {
  it('takes CSV: adds the good lines, reports each bad one, and changes nothing when repeated', async () => {
    const [one, two] = [aSku(), aSku()]
    const text = `\uFEFF${header}\r\n${one},"Mug, ""big""",4.50,USD,tests\r\nBAD,Mug,free,USD,tests\r\n${two},杯子,12,JPY,tests\r\n`

    const first = await post(text)
    const products = await Promise.all([read(one), read(two)])
    const again = await post(text)

    const error = { line: 3, sku: 'BAD', code: 'VALIDATION_FAILED', path: 'price', message: expect.any(String) }
    expect([first.status, first.body.import]).toEqual([
      200,
      {
        lines: 3,
        created: 2,
        updated: 0,
        unchanged: 0,
        skipped: 0,
        failed: 1,
        errors: [error],
        warnings: [],
        complete: true,
      },
    ])
    expect(products).toMatchObject([
      { name: 'Mug, "big"', price: { amount: 450, currency: 'USD' } },
      { name: '杯子', price: { amount: 12, currency: 'JPY' } },
    ])
    expect(again.body.import).toMatchObject({ created: 0, updated: 0, unchanged: 2, failed: 1 })
    expect(await Promise.all([read(one), read(two)])).toMatchObject(products.map(({ version }) => ({ version })))
  })

  it('takes JSON Lines, with variants', async () => {
    const [sku, small] = [aSku(), aSku()]
    const product = {
      sku,
      name: 'Shirt',
      price: { amount: 2000, currency: 'USD' },
      category: 'tests',
      variants: [{ sku: small, options: { size: 'S' } }],
    }

    const { body } = await post(`${JSON.stringify(product)}\n{"sku": 1}\n`, { type: 'application/x-ndjson' })

    expect(body.import).toMatchObject({ created: 1, failed: 1, errors: [{ line: 2, path: 'sku' }] })
    expect((await read(sku)).variants).toMatchObject([{ sku: small, options: { size: 'S' } }])
  })

  it('gives each new product a stock row', async () => {
    const sku = aSku()
    await post(`${header}\n${sku},Mug,1,USD,tests\n`)
    const product = await read(sku)

    const stock = await until(
      'the stock row',
      () => stockOf(api, product),
      ({ version }) => version > 0,
    )

    expect(stock).toMatchObject({ sku, onHand: 0, status: 'out' })
  })

  it('takes a body that other routes would not, and answers 413 beyond 4 MiB', async () => {
    const sku = aSku()
    const row = (sku: string, length: number) => `${sku},Mug,1,USD,tests,${'x'.repeat(length)}`
    const large = [`${header},description`, ...Array.from({ length: 20 }, () => row(sku, 19_000))].join('\n')

    const answer = await post(large)
    const beyond = await post([large, ...Array.from({ length: 210 }, () => row(sku, 20_000))].join('\n'))

    expect([answer.status, answer.body.import.created, answer.body.import.failed]).toEqual([200, 1, 19])
    expect([beyond.status, beyond.body.code]).toEqual([413, 'BODY_TOO_LARGE'])
  })

  it('refuses a file as a whole that is not what it says', async () => {
    const codes = async (...call: Parameters<typeof post>) => {
      const { status, body } = await post(...call)
      return [status, body.code]
    }
    expect(await codes('')).toEqual([400, 'VALIDATION_FAILED'])
    expect(await codes(`${header},stock\n`)).toEqual([400, 'VALIDATION_FAILED'])
    expect(await codes('{}', { type: 'application/json' })).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    expect(await codes(header, { query: '?colums=x' })).toEqual([400, 'VALIDATION_FAILED'])
  })

  it('replays its answer for an Idempotency-Key, and refuses the key for another file', async () => {
    const headers = aKey()
    const text = `${header}\n${aSku()},Mug,1,USD,tests\n`

    const [first, again, other] = [
      await post(text, { headers }),
      await post(text, { headers }),
      await post(`${text}\n${aSku()},Mug,1,USD,tests\n`, { headers }),
    ]

    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true'])
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })

  it('is for staff: 401 without a token, 403 for a customer', async () => {
    const customer = await aCustomer(api)
    const answers = [await post(header, { as: api }), await post(header, { as: customer.api })]
    expect(answers.map(({ status }) => status)).toEqual([401, 403])
  })
})
