/** Fills a local or dev shop with the demo catalog, stock, reviews and test accounts. Repeating it adds what is missing only. */
import { randomUUID } from 'node:crypto'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type * as z from 'zod/mini'
import type { NewProduct } from '../../client/index.ts'
import { createAccount } from '../../contracts/internal/create-account.ts'
import { putCategoryTree } from '../../contracts/internal/put-category-tree.ts'
import type { InternalFunction } from '../../contracts/internal-function.ts'
import { pictureAddress } from '../../functions/gateway/demo-picture/picture.ts'
import { accounts, defaultPassword } from '../demo-data/accounts.ts'
import { categories } from '../demo-data/categories.ts'
import { products } from '../demo-data/products/index.ts'
import { reviews } from '../demo-data/reviews.ts'
import type { DemoProduct } from '../demo-data/types.ts'
import { allPages } from './all-pages.ts'
import { Api, until } from './api.ts'
import { inParallel } from './in-parallel.ts'

/** What to fill in: `demo` is the catalog and the test accounts. */
export type SeedKind = 'demo' | 'accounts' | 'none'

export interface SeedOptions {
  readonly what?: SeedKind
  readonly url: string
  /** AWS endpoint of the local cloud; absent for AWS itself, where the usual credentials are used. */
  readonly endpoint?: string
  readonly stage: string
  readonly onProgress: (text: string) => void
}

/** Requests under way at a time. */
const WIDTH = 8
const REVIEWERS = 6
/** Products of one request, which has to end in the time of a function. */
const IMPORTED_AT_ONCE = 100

/** @returns one line that says what was there and what was added. */
export async function seedShop(options: SeedOptions): Promise<string> {
  if (options.stage === 'prod') throw new Error('The demo catalog and its test accounts never go into prod.')
  const api = new Api(options.url)
  const invoke = invoker(options)
  const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
  await inParallel(accounts, 3, async (account) => {
    await invoke(createAccount, { ...account, password })
  })
  if (options.what === 'accounts') return `${accounts.length} accounts`
  await invoke(putCategoryTree, { categories })
  const staff = await login(api, 'staff@tradewind.example', password)
  const known = await productIds(api)
  const missing = products.filter(({ slug }) => !known.has(slug))
  await importProducts(staff, missing, options.onProgress)
  const ids = missing.length > 0 ? await productIds(api) : known
  await stockUp(staff, missing, ids, options.onProgress)
  const reviewed = await addReviews(api, invoke, missing, ids, password)
  await shelved(api, missing)
  return `${products.length} products (${missing.length} new${reviewed > 0 ? `, ${reviewed} reviews` : ''})`
}

async function login(api: Api, email: string, password: string): Promise<Api> {
  const { accessToken } = await api.post('/api/users/login', { body: { email, password } })
  return api.as(accessToken)
}

type Ids = ReadonlyMap<string, string>

/** By slug. */
const productIds = async (api: Api): Promise<Ids> =>
  new Map((await allPages<{ slug: string; id: string }>(api, '/api/products')).map(({ slug, id }) => [slug, id]))

/** All in a few requests: one request for each would take most of a start. */
async function importProducts(staff: Api, all: readonly DemoProduct[], onProgress: (text: string) => void) {
  // Newest first is the default order of lists: products without options come last, so a first purchase is one sku.
  const ordered = all.toSorted((a, b) => Number(b.variants !== undefined) - Number(a.variants !== undefined))
  for (let start = 0; start < ordered.length; start += IMPORTED_AT_ONCE) {
    const text = ordered
      .slice(start, start + IMPORTED_AT_ONCE)
      .map((product) => JSON.stringify(newProduct(product)))
      .join('\n')
    for (let fromLine: number | undefined = 1; fromLine !== undefined; ) {
      const path = `/api/products/import?fromLine=${fromLine}`
      const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID() }
      const { import: report } = await staff.request({ method: 'POST', path, text, headers })
      if (report.failed > 0) throw new Error(`The demo catalog was refused: ${JSON.stringify(report.errors[0])}`)
      fromLine = report.complete ? undefined : report.nextLine
    }
    onProgress(`${Math.min(start + IMPORTED_AT_ONCE, ordered.length)} of ${ordered.length} products`)
  }
}

const newProduct = (product: DemoProduct): NewProduct => ({
  sku: product.sku,
  slug: product.slug,
  name: product.name.en,
  description: product.description.en,
  translations: { zh: { name: product.name.zh, description: product.description.zh } },
  price: usd(product.price),
  category: product.category,
  brand: product.brand,
  attributes: product.attributes,
  tags: product.tags,
  images: [pictureAddress(product)],
  ...(product.variants
    ? {
        variants: product.variants.map(({ sku, options, price }) => ({
          sku,
          options,
          price: usd(price ?? product.price),
        })),
      }
    : {}),
})

async function stockUp(staff: Api, all: readonly DemoProduct[], ids: Ids, onProgress: (text: string) => void) {
  const stocked = all.flatMap(({ slug, stock, variants, lowStockThreshold }) =>
    (variants ?? [{ sku: ids.get(slug)!, stock }]).map((each) => ({ ...each, lowStockThreshold })),
  )
  let done = 0
  await inParallel(stocked, WIDTH, async ({ sku, stock, lowStockThreshold }) => {
    await staff.put('/api/inventory/{productId}', {
      params: { path: { productId: sku } },
      body: { onHand: stock, lowStockThreshold, reason: 'demo catalog' },
    })
    onProgress(`stock of ${++done} of ${stocked.length}`)
  })
}

/** The catalog hears of the stock a little later: who comes first should find full shelves. */
async function shelved(api: Api, all: readonly DemoProduct[]): Promise<void> {
  const stocked = new Set(
    all
      .filter(({ stock, variants }) => (variants ?? [{ stock }]).some((each) => each.stock > 0))
      .map(({ slug }) => slug),
  )
  if (stocked.size === 0) return
  const outOfStock = async () => {
    const shown = await allPages<{ slug: string; availability: string }>(api, '/api/products')
    return shown.filter(({ slug, availability }) => availability === 'out' && stocked.has(slug)).map(({ slug }) => slug)
  }
  await until('the demo catalog to be in stock', outOfStock, ({ length }) => length === 0, {
    seconds: 60,
    everyMs: 250,
  })
}

async function addReviews(
  api: Api,
  invoke: Invoke,
  of: readonly DemoProduct[],
  ids: Ids,
  password: string,
): Promise<number> {
  const slugs = new Set(of.map(({ slug }) => slug))
  const wanted = reviews.filter(({ productSlug }) => slugs.has(productSlug))
  if (wanted.length === 0) return 0
  const reviewers: Api[] = []
  for (let number = 1; number <= REVIEWERS; number++) {
    const email = `reviewer${number}@tradewind.example`
    await invoke(createAccount, { email, password, name: `Demo Reviewer ${number}`, role: 'customer' })
    reviewers.push(await login(api, email, password))
  }
  const nth = new Map<string, number>()
  const numbered = wanted.map((review) => {
    const number = nth.get(review.productSlug) ?? 0
    nth.set(review.productSlug, number + 1)
    return { review, reviewer: reviewers[number % REVIEWERS]! }
  })
  await inParallel(numbered, WIDTH, async ({ review, reviewer }) => {
    const { rating, title, text } = review
    const path = `/api/products/${ids.get(review.productSlug)!}/reviews`
    // One review a user and product: a repeated run meets its own.
    await reviewer.send({ method: 'POST', path, body: { rating, title, text } })
  })
  return wanted.length
}

const usd = (amount: number) => ({ amount, currency: 'USD' })

type Invoke = <Input extends z.ZodMiniType>(
  contract: InternalFunction<Input>,
  input: z.infer<Input>,
) => Promise<unknown>

function invoker({ endpoint, stage }: SeedOptions): Invoke {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new LambdaClient(endpoint ? { endpoint, region: 'eu-west-1', credentials } : {})
  return async (contract, input) => {
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: `tradewind-${stage}-${contract.service}-internal-${contract.name}`,
        Qualifier: 'live',
        Payload: Buffer.from(JSON.stringify(input)),
      }),
    )
    const text = Buffer.from(answer.Payload ?? []).toString()
    if (answer.FunctionError) throw new Error(`${contract.service}/${contract.name} failed: ${text.slice(0, 500)}`)
    return JSON.parse(text)
  }
}
