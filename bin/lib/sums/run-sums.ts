/** Buys, cancels, refunds and returns at random, waits for quiet, and holds the books against each other. */
import { type Api, until } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import { type Entry, providerBooks, readEntry } from './books.ts'
import { differencesOf, type Sums, sumsOf, unitsSold } from './check.ts'
import { planRun } from './plan.ts'
import { type Done, purchase } from './purchase.ts'
import { makeWorld, STOCK, type World } from './world.ts'

export interface SumsOptions {
  readonly api: Api
  /** The AWS endpoint of the local cloud, for the simulated provider's own books. */
  readonly endpoint: string
  readonly purchases: number
  readonly seed: number
  /** Purchases under way at a time. */
  readonly width: number
  /** Seconds that everything may take to come to rest after the last purchase. */
  readonly quietSeconds: number
  readonly onProgress: (phase: 'purchases' | 'books', done: number) => void
}

export interface SumsReport {
  readonly entries: readonly Entry[]
  readonly sums: Sums
  readonly stock: readonly { readonly sku: string; readonly expected: number; readonly found: number }[]
  /** Orders and skus that do not hold, with what does not. */
  readonly differences: readonly string[]
}

export async function runSums(options: SumsOptions): Promise<SumsReport> {
  const { api, endpoint, width, onProgress } = options
  const plan = planRun(options.purchases, options.seed)
  const world = await makeWorld(api, plan)
  const all: Done[] = []
  await inParallel(plan.purchases, width, async (planned) => {
    all.push(await purchase(planned, world))
    onProgress('purchases', all.length)
  })
  const entries = await quietEntries(all, endpoint, world, options)
  const stock = await stockOf(entries, world, options.quietSeconds)
  const differences = [
    ...entries.flatMap((entry) =>
      differencesOf(entry).map((what) => `order ${entry.orderId} (${entry.ending}, ${entry.status}) ${what}`),
    ),
    ...stock
      .filter(({ expected, found }) => expected !== found)
      .map(({ sku, expected, found }) => `${sku} has ${found} on hand and nothing reserved, expected ${expected}`),
  ]
  return { entries, sums: sumsOf(entries), stock, differences }
}

/** Reads again what does not hold yet, until all of it does or the time is over: refunds follow their events. */
async function quietEntries(
  all: readonly Done[],
  endpoint: string,
  world: World,
  options: SumsOptions,
): Promise<Entry[]> {
  const settled = new Map<string, Entry>()
  const readMissing = async () => {
    const provider = await providerBooks(endpoint)
    const missing = all.filter(({ orderId }) => !isSettled(settled.get(orderId)))
    await inParallel(missing, options.width, async (done) => {
      settled.set(done.orderId, await readEntry(await world.staff(), done, provider))
    })
    const count = [...settled.values()].filter(isSettled).length
    options.onProgress('books', count)
    return count
  }
  const patience = { seconds: options.quietSeconds, everyMs: 500 }
  await until('the books to agree', readMissing, (count) => count === all.length, patience).catch(() => undefined)
  return all.map(({ orderId }) => settled.get(orderId)!)
}

const isSettled = (entry: Entry | undefined): boolean => entry !== undefined && differencesOf(entry).length === 0

async function stockOf(entries: readonly Entry[], world: World, seconds: number) {
  const sold = unitsSold(entries)
  const stock: { sku: string; expected: number; found: number }[] = []
  for (const [n, { id, sku }] of world.products.entries()) {
    const expected = STOCK - (sold.get(n) ?? 0)
    let found = Number.NaN
    const read = async () => {
      const { stock: row } = await (await world.staff()).call('GET', `/api/inventory/${id}`)
      found = row.reserved === 0 ? row.onHand : Number.NaN
      return found
    }
    await until(`the stock of ${sku}`, read, (onHand) => onHand === expected, { seconds, everyMs: 300 }).catch(() => {})
    stock.push({ sku, expected, found })
  }
  return stock
}
