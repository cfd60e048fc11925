/** Fills a local or dev shop with the demo catalog, stock, reviews and test accounts. Repeating it adds what is missing only. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type * as z from 'zod/mini'
import type { ListedProduct, NewProduct } from '../../client/index.ts'
import { createAccount } from '../../contracts/internal/create-account.ts'
import { putCategoryTree } from '../../contracts/internal/put-category-tree.ts'
import { quoteItems } from '../../contracts/internal/quote-items.ts'
import type { InternalFunction } from '../../contracts/internal-function.ts'
import { pictureAddress } from '../../functions/gateway/demo-picture/picture.ts'
import { accounts, defaultPassword } from '../demo-data/accounts.ts'
import { categories } from '../demo-data/categories.ts'
import { products } from '../demo-data/products/index.ts'
import { reviews } from '../demo-data/reviews.ts'
import type { DemoProduct } from '../demo-data/types.ts'
import { allPages } from './all-pages.ts'
import { Api, untilNone } from './api.ts'
import { importParts } from './import/import-parts.ts'
import type { Part } from './import/parts.ts'
import { inParallel } from './in-parallel.ts'
import { type Count, countsOf, stockUp, WIDTH } from './seed-stock.ts'

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
  const before = await quotesOf(invoke, products.flatMap(skusOf))
  // By sku, which never changes: what somebody renamed or took out of the shop stays as it is.
  const missing = products.filter((product) => skusOf(product).every((sku) => before.get(sku)!.status === 'unknown'))
  const isInShop = ({ sku }: Count) => before.get(sku)!.status === 'active'
  const isUncounted = ({ sku, stock }: Count) => stock > 0 && before.get(sku)!.item?.available === null
  // Stock comes last: where some was never counted, an earlier run was cut short, and everything is looked at again.
  const wasCutShort = products.flatMap(countsOf).some((count) => isInShop(count) && isUncounted(count))
  const unfinished = wasCutShort ? products : missing
  await importMissing(staff, missing, options.onProgress)
  const reviewed = await addReviews(api, invoke, unfinished, password)
  const counts = unfinished.flatMap(countsOf).filter((count) => missing.includes(count.product) || isInShop(count))
  const counted = await stockUp(staff, counts, (count) => !isInShop(count), options.onProgress)
  await shelved(staff, invoke, counted)
  return `${products.length} products (${missing.length} new${reviewed > 0 ? `, ${reviewed} reviews` : ''})`
}

async function login(api: Api, email: string, password: string): Promise<Api> {
  const { accessToken } = await api.post('/api/users/login', { body: { email, password } })
  return api.as(accessToken)
}

const skusOf = (product: DemoProduct) => countsOf(product).map(({ sku }) => sku)

/** What the catalog says of each sku. */
async function quotesOf(invoke: Invoke, references: string[]) {
  const { lines } = await invoke(quoteItems, { references })
  return new Map(lines.map((line) => [line.reference, line]))
}

/** In a few requests: one for each product would take most of a start. */
async function importMissing(staff: Api, all: readonly DemoProduct[], onProgress: (text: string) => void) {
  // Newest first is the default order of lists: products without options come last, so a first purchase is one sku.
  const ordered = all.toSorted((a, b) => Number(b.variants !== undefined) - Number(a.variants !== undefined))
  const { errors } = await importParts(parts(ordered), {
    api: async () => staff,
    contentType: 'application/x-ndjson',
    query: {},
    onProgress: ({ created }) => onProgress(`${created} of ${all.length} products`),
  })
  if (errors[0]) throw new Error(`The demo catalog was refused: ${JSON.stringify(errors[0])}`)
}

async function* parts(all: readonly DemoProduct[]): AsyncGenerator<Part> {
  const records = all.map((product, n) => ({
    line: n + 1,
    sku: product.sku,
    text: JSON.stringify(newProduct(product)),
  }))
  for (let start = 0; start < records.length; start += IMPORTED_AT_ONCE) {
    yield { header: undefined, records: records.slice(start, start + IMPORTED_AT_ONCE), bytes: 0 }
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

/** The catalog hears of the stock a little later, and lists after that: who comes first should find full shelves. */
async function shelved(staff: Api, invoke: Invoke, counted: readonly Count[]): Promise<void> {
  const stocked = counted.filter(({ stock }) => stock > 0)
  if (stocked.length === 0) return
  const skus = stocked.map(({ sku }) => sku)
  const empty = async () => {
    const quotes = await quotesOf(invoke, skus)
    return skus.filter((sku) => !quotes.get(sku)?.item?.available)
  }
  const hasStock = new Set(stocked.map(({ product }) => product.sku))
  const listedAsOut = async () =>
    (await allPages<ListedProduct>(staff, '/api/products'))
      .filter(({ sku, availability }) => availability === 'out' && hasStock.has(sku))
      .map(({ sku }) => sku)
  const patience = { seconds: 60, everyMs: 250 }
  await untilNone('the demo catalog to be in stock', empty, patience)
  await untilNone('its lists to say so', listedAsOut, patience)
}

async function addReviews(api: Api, invoke: Invoke, of: readonly DemoProduct[], password: string): Promise<number> {
  const bySlug = new Map(of.map((product) => [product.slug, product]))
  const wanted = reviews.filter(({ productSlug }) => bySlug.has(productSlug))
  if (wanted.length === 0) return 0
  const reviewers: Api[] = []
  for (let number = 1; number <= REVIEWERS; number++) {
    const email = `reviewer${number}@tradewind.example`
    await invoke(createAccount, { email, password, name: `Demo Reviewer ${number}`, role: 'customer' })
    reviewers.push(await login(api, email, password))
  }
  const quotes = await quotesOf(invoke, of.flatMap(skusOf))
  const nth = new Map<string, number>()
  const numbered = wanted.map((review) => {
    const number = nth.get(review.productSlug) ?? 0
    nth.set(review.productSlug, number + 1)
    return { review, reviewer: reviewers[number % REVIEWERS]! }
  })
  let added = 0
  await inParallel(numbered, WIDTH, async ({ review, reviewer }) => {
    const { rating, title, text } = review
    const [sku] = skusOf(bySlug.get(review.productSlug)!)
    const productId = quotes.get(sku!)!.item?.productId
    // Somebody took it out of the shop.
    if (productId === undefined) return
    // One review a user and product: a repeated run meets its own.
    const answer = await reviewer.send({
      method: 'POST',
      path: `/api/products/${productId}/reviews`,
      body: { rating, title, text },
    })
    if (answer.status === 201) added++
  })
  return added
}

const usd = (amount: number) => ({ amount, currency: 'USD' })

type Invoke = <Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: InternalFunction<Input, Output>,
  input: z.infer<Input>,
) => Promise<z.infer<Output>>

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
