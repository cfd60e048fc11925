import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { products } from '../../../bin/demo-data/products/index.ts'
import { reviews } from '../../../bin/demo-data/reviews.ts'
import { seedShop } from '../../../bin/lib/seed-shop.ts'
import { countsOf } from '../../../bin/lib/seed-stock.ts'

interface Row {
  readonly onHand: number
  readonly version: number
  /** The catalog has heard of it: inventory tells of changes only. */
  readonly told: boolean
}

type Answer = Record<string, unknown> & { readonly status?: number }

/** As much of the shop, and of Lambda's API, as the demo data goes through. */
class FakeShop {
  readonly skus = new Set<string>()
  readonly stock = new Map<string, Row>()
  readonly reviews = new Set<string>()
  readonly requests: string[] = []
  /** Requests that still go through, by the beginning of method and path. */
  left: { of: RegExp; count: number } | undefined
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  count(sku: string, onHand: number): void {
    const before = this.stock.get(sku) ?? { onHand: 0, version: 0, told: false }
    this.stock.set(sku, { onHand, version: before.version + 1, told: before.told || onHand !== before.onHand })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const called = `${request.method} ${request.url}`
    if (this.left?.of.test(called) && this.left.count-- <= 0) return void request.socket.destroy()
    this.requests.push(called)
    const { status = 200, ...body } = this.#answer(called, request.headers, await text(request))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  #answer(called: string, headers: IncomingMessage['headers'], body: string): Answer {
    const sku = decodeURIComponent(called.split('/').at(-1)!)
    if (called.includes('quote-items'))
      return { lines: JSON.parse(body).references.map((one: string) => this.#quote(one)) }
    if (called.startsWith('POST /api/users/login')) return { accessToken: JSON.parse(body).email }
    if (called.startsWith('POST /api/products/import')) return this.#import(body)
    if (called.startsWith('GET /api/inventory')) return { stock: { onHand: 0, version: 0, ...this.stock.get(sku) } }
    if (called.startsWith('PUT /api/inventory')) {
      const isAsRead = [undefined, `"${this.stock.get(sku)?.version ?? 0}"`].includes(headers['if-match'])
      if (!isAsRead) return { status: 412, code: 'VERSION_MISMATCH' }
      this.count(sku, JSON.parse(body).onHand)
      return { stock: {} }
    }
    if (called.endsWith('/reviews')) {
      const review = `${headers.authorization} ${called}`
      const status = this.reviews.has(review) ? 409 : 201
      this.reviews.add(review)
      return { status }
    }
    if (called.startsWith('GET /api/products?')) return { items: [], nextCursor: null }
    return {}
  }

  #quote(reference: string) {
    if (!this.skus.has(reference)) return { reference, status: 'unknown' }
    const row = this.stock.get(reference)
    const item = { sku: reference, productId: `product-of-${reference}`, available: row?.told ? row.onHand : null }
    return { reference, status: 'active', item }
  }

  #import(body: string): Answer {
    const lines = body.split('\n').map((line) => JSON.parse(line) as { sku: string; variants?: { sku: string }[] })
    for (const { sku } of lines.flatMap((product) => product.variants ?? [product])) {
      this.skus.add(sku)
      this.stock.set(sku, { onHand: 0, version: 1, told: false })
    }
    const none = { updated: 0, unchanged: 0, skipped: 0, failed: 0, errors: [], warnings: [] }
    return { import: { ...none, lines: lines.length, created: lines.length, complete: true } }
  }
}

const counts = products.flatMap(countsOf)
const demoStock = Object.fromEntries(counts.map(({ sku, stock }) => [sku, stock]))

let shop: FakeShop
let url: string
beforeEach(async () => {
  shop = new FakeShop()
  url = await shop.start()
})
afterEach(() => shop.stop())

const seed = () => seedShop({ url, endpoint: url, stage: 'local', onProgress: () => {} })
const stockNow = () => Object.fromEntries([...shop.stock].map(([sku, { onHand }]) => [sku, onHand]))

describe('The demo data', () => {
  it.each([
    ['products are imported', /^POST .api.products.import/, 1],
    ['reviews are added', /^POST .*reviews$/, 20],
    ['stock is counted', /^PUT .api.inventory/, 100],
  ])('is completed by the next start when the first one was cut short while %s', async (_, of, count) => {
    shop.left = { of, count }
    await expect(seed()).rejects.toThrow()
    shop.left = undefined

    await seed()

    expect(stockNow()).toEqual(demoStock)
    expect(shop.reviews.size).toBe(reviews.length)
  })

  it('leaves what somebody sold or counted meanwhile as it is', async () => {
    shop.left = { of: /^PUT .api.inventory/, count: 100 }
    await expect(seed()).rejects.toThrow()
    shop.left = undefined
    const sold = counts.find(({ sku, stock }) => stock > 0 && shop.stock.get(sku)!.onHand === stock)!
    const [emptied, counted] = counts.filter(({ sku, stock }) => stock > 0 && shop.stock.get(sku)!.onHand === 0)
    shop.count(sold.sku, sold.stock - 1)
    shop.count(emptied!.sku, 0)
    shop.count(counted!.sku, 7)

    await seed()

    const changed = { [sold.sku]: sold.stock - 1, [emptied!.sku]: 0, [counted!.sku]: 7 }
    expect(stockNow()).toEqual({ ...demoStock, ...changed })
  })

  it('costs a shop that has it no request for a sku or a review', async () => {
    await seed()
    shop.requests.length = 0

    await seed()

    expect(shop.requests.filter((called) => /inventory|reviews|import/.test(called))).toEqual([])
  })
})
