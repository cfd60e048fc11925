/** Fills a local or dev shop with the demo catalog, stock, reviews and test accounts. Repeating it adds what is missing only. */
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
import { Api } from './api.ts'
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
  let added = 0
  let done = 0
  const missing: DemoProduct[] = []
  // Newest first is the default order of lists: products without options come last, so a first purchase is one sku.
  const ordered = products.toSorted((a, b) => Number(b.variants !== undefined) - Number(a.variants !== undefined))
  await inParallel(ordered, WIDTH, async (product) => {
    if (await addProduct(api, staff, product)) {
      added++
      missing.push(product)
    }
    options.onProgress(`${++done} of ${products.length} products`)
  })
  const reviewed = await addReviews(api, invoke, new Set(missing.map(({ slug }) => slug)), password)
  return `${products.length} products (${added} new${reviewed > 0 ? `, ${reviewed} reviews` : ''})`
}

async function login(api: Api, email: string, password: string): Promise<Api> {
  const { accessToken } = await api.post('/api/users/login', { body: { email, password } })
  return api.as(accessToken)
}

/** @returns false when it was there already. */
async function addProduct(api: Api, staff: Api, product: DemoProduct): Promise<boolean> {
  const known = await api.send({ method: 'GET', path: `/api/products/${product.slug}` })
  if (known.status === 200) return false
  const body: NewProduct = {
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
  }
  const { product: created } = await staff.post('/api/products', { body })
  const stocked = product.variants ?? [{ sku: product.sku, stock: product.stock }]
  for (const { sku, stock } of stocked) {
    await staff.put('/api/inventory/{productId}', {
      params: { path: { productId: product.variants ? sku : created.id } },
      body: { onHand: stock, lowStockThreshold: product.lowStockThreshold, reason: 'demo catalog' },
    })
  }
  return true
}

async function addReviews(api: Api, invoke: Invoke, slugs: ReadonlySet<string>, password: string): Promise<number> {
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
    // One review a user and product: a repeated run meets its own.
    const { product } = await api.get('/api/products/{id}', { params: { path: { id: review.productSlug } } })
    await reviewer.send({ method: 'POST', path: `/api/products/${product.id}/reviews`, body: { rating, title, text } })
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
