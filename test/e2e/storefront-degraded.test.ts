import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { seedShop } from '../../bin/lib/seed-shop.ts'
import { type RunningCloud, startCloud } from '../../localstack/embedded/index.ts'
import { aProduct, type Product, staffOf } from '../support/shopper.ts'

const assembly = join(import.meta.dirname, '../../cdk.out/local')
let folder: string
let cloud: RunningCloud
let api: Api
let product: Product

/**
 * A cloud of our own whose inventory and home shelf are in trouble: their functions behave as a file says, so that trouble comes and
 * goes while the shop runs.
 */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-degraded-'))
  cpSync(assembly, folder, { recursive: true })
  trouble('none')
  for (const name of ['inventory-internal-product-stock', 'catalog-internal-related-products']) {
    const code = codeFolderOf(name)
    cpSync(join(code, 'index.mjs'), join(code, 'healthy.mjs'))
    writeFileSync(join(code, 'index.mjs'), troubled(name.split('-')[0]!))
  }
  cloud = await startCloud({ assembly: folder, ephemeral: true })
  const url = cloud.apiUrls['tradewind-local']!
  await seedShop({ url, endpoint: cloud.endpoint, stage: 'local', what: 'accounts', onProgress: () => {} })
  api = new Api(url)
  product = await aProduct(await staffOf(api), { stock: 7 })
}, 120_000)

afterAll(async () => {
  await cloud?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const trouble = (what: string) => writeFileSync(join(folder, 'trouble'), what)

const troubled = (service: string) => `
import { readFileSync } from 'node:fs'
import { handler as healthy } from './healthy.mjs'
export const handler = async (event, context) => {
  const trouble = readFileSync(${JSON.stringify(join(folder, 'trouble'))}, 'utf8')
  if (trouble === '${service} hangs') await new Promise((resolve) => setTimeout(resolve, 5000))
  if (trouble === '${service} fails') throw new Error('down')
  return healthy(event, context)
}`

/** Where the code of a function is in the copied assembly. */
function codeFolderOf(functionName: string): string {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    // biome-ignore lint/suspicious/noExplicitAny: a template is as wide as AWS.
    const found = Object.values<any>(Resources).find(
      ({ Properties }) => Properties?.FunctionName === `tradewind-local-${functionName}`,
    )
    if (found) return join(folder, `asset.${found.Properties.Code.S3Key.replace('.zip', '')}`)
  }
  throw new Error(`There is no function ${functionName}`)
}

const page = () => api.send({ method: 'GET', path: `/api/storefront/products/${product.id}` })

/** A page without just these parts, with the time that pages take in this trouble. On a busy machine one may lack more. */
async function pageWith(degraded: string[]) {
  const isSo = ({ body }: Awaited<ReturnType<typeof page>>) => body.degraded.join() === degraded.join()
  await until('the trouble to be noticed', page, isSo)
  const times = []
  for (let n = 0; n < 7; n++) times.push((await page()).ms)
  const answer = await until(`a page without ${degraded.join()} only`, page, isSo)
  return { answer, median: times.sort((a, b) => a - b)[3]! }
}

describe('The product page of the storefront', () => {
  it('is whole as soon as the shop has started, cold as everything is', async () => {
    // Inventory hears of a new product a moment after it was made.
    const isWhole = ({ body }: Awaited<ReturnType<typeof page>>) => body.degraded.length === 0 && body.stock.onHand > 0
    const { status, body } = await until('a whole page', page, isWhole, { seconds: 15 })
    expect(status).toBe(200)
    expect(body.stock).toMatchObject({ productId: product.id, onHand: 7 })
  })

  it.each([
    ['hangs', 'inventory hangs', ['stock']],
    ['fails', 'inventory fails', ['stock']],
    ['hangs, of the recommendations only', 'catalog hangs', ['recommendations']],
  ])(
    'goes without a part whose function %s, says so within 300 ms, and has it again afterwards',
    async (_, what, degraded) => {
      trouble(what)
      const { answer, median } = await pageWith(degraded)
      trouble('none')
      const recovered = await until('the part to be there again', page, ({ body }) => body.degraded.length === 0)

      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ product: { id: product.id }, rating: { count: 0 }, degraded })
      expect(answer.body[degraded[0]!]).toBeNull()
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(median).toBeLessThan(300)
      expect(recovered.body[degraded[0]!]).not.toBeNull()
    },
  )
})
