/** A sale that everybody waits for: a crowd comes at a fixed rate, more than there is. Then all books are looked at. */
import { randomUUID } from 'node:crypto'
import { defaultPassword } from '../../demo-data/accounts.ts'
import { allPages } from '../all-pages.ts'
import { type Api, until } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import { providerBooks } from '../sums/books.ts'
import { buy, type Counts, type Ending, type Outcome } from './buyer.ts'
import { signIn } from './crowd.ts'
import { type Arrival, type FlashOptions, planArrivals, unitsOf } from './plan.ts'
import { type Watched, watchStock } from './stock-watch.ts'

export interface FlashReport {
  readonly endings: Readonly<Record<Ending, number>>
  /** Milliseconds from the arrival that was planned until the customer knew, sorted. */
  readonly winners: readonly number[]
  readonly losers: readonly number[]
  /** Milliseconds that the sender itself was late with an arrival, sorted. */
  readonly lateness: readonly number[]
  readonly counts: Counts
  readonly samples: number
  readonly seconds: number
  /** Promises that were broken; empty when all held. */
  readonly broken: readonly string[]
}

interface Shop {
  readonly api: Api
  readonly endpoint: string
}

const PRICE = 2500
const WARM_UP_WIDTH = 8
const LOSERS_P99_MS = 1000

export async function runFlash(
  { api, endpoint }: Shop,
  options: FlashOptions,
  onProgress: (arrived: number) => void = () => {},
): Promise<FlashReport> {
  const email = 'staff@tradewind.example'
  const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
  const { accessToken } = await api.call('POST', '/api/users/login', { email, password })
  const skus = await putOnSale(api.as(accessToken), options)
  const customers = (await signIn(endpoint, accessToken, options.buyers)).map((token) => api.as(token))

  const counts: Counts = { throttled: 0, errors: 0, inProgress: 0, replayed: 0 }
  const results: { arrival: Arrival; outcome: Outcome; ms: number }[] = []
  const seen = new Orders()
  const isPaid = (sku: string) => (each: (typeof results)[number]) =>
    each.outcome.ending === 'paid' && skus[each.arrival.sku]!.sku === sku
  await warmUp(api.as(accessToken), customers, options.warmUp)
  const watch = watchStock(api, skus, (sku) => results.filter(isPaid(sku)).length)
  const keys = Array.from({ length: options.buyers }, () => randomUUID())
  const started = performance.now()
  const lateness: number[] = []
  const arrive = async (arrival: Arrival) => {
    lateness.push(performance.now() - started - arrival.at)
    const outcome = await buy({
      api: customers[arrival.buyer]!,
      sku: skus[arrival.sku]!.sku,
      key: keys[arrival.buyer]!,
      isDeclined: arrival.isDeclined,
      counts,
      isFirst: (orderId) => seen.isFirst(arrival.buyer, orderId),
    })
    if (outcome) results.push({ arrival, outcome, ms: outcome.toldAt - started - arrival.at })
  }
  await openLoop(planArrivals(options), started, arrive, onProgress)
  const { samples, wrong } = await watch.end()
  const seconds = (performance.now() - started) / 1000

  const of = (...endings: Ending[]) => results.filter(({ outcome }) => endings.includes(outcome.ending))
  const paymentIds = new Set(results.flatMap(({ outcome }) => outcome.paymentId ?? []))
  const times = (chosen: typeof results) => chosen.map(({ ms }) => ms).sort((a, b) => a - b)
  const losers = times(of('sold out', 'lost the race'))
  const endings = Object.fromEntries(
    (['paid', 'sold out', 'lost the race', 'declined', 'broken'] as const).map((each) => [each, of(each).length]),
  ) as Record<Ending, number>
  const broken = [
    ...(endings.paid === options.units ? [] : [`${endings.paid} orders were paid, not ${options.units}`]),
    ...of('broken').map(({ outcome }) => `a customer was let down: ${outcome.problem}`),
    ...seen.twice.map((buyer) => `customer ${buyer} got two orders for one Idempotency-Key`),
    ...(percentile(losers, 99) <= LOSERS_P99_MS ? [] : [`losers were told in ${percentile(losers, 99)} ms (p99)`]),
    ...wrong,
    ...(await booksOf(api.as(accessToken), endpoint, skus, endings.paid, paymentIds)),
  ]
  return {
    endings,
    winners: times(of('paid')),
    losers,
    lateness: lateness.sort((a, b) => a - b),
    counts,
    samples,
    seconds,
    broken,
  }
}

export const percentile = (sorted: readonly number[], percent: number): number =>
  Math.round(sorted[Math.max(Math.ceil((sorted.length * percent) / 100) - 1, 0)] ?? 0)

/** Which order each customer got. */
class Orders {
  readonly #of = new Map<number, string>()
  readonly twice: number[] = []

  isFirst(buyer: number, orderId: string): boolean {
    const known = this.#of.get(buyer)
    if (known === undefined) this.#of.set(buyer, orderId)
    else if (known !== orderId) this.twice.push(buyer)
    return known === undefined
  }
}

/** The crowd does not come to a shop that nobody has visited: half of these orders are paid, half come too late. */
async function warmUp(staff: Api, customers: readonly Api[], orders: number): Promise<void> {
  if (orders === 0) return
  const [product] = await putOnSale(staff, { units: Math.ceil(orders / 2), skus: 1, spread: 1 })
  const counts: Counts = { throttled: 0, errors: 0, inProgress: 0, replayed: 0 }
  await inParallel(Array.from({ length: orders }), WARM_UP_WIDTH, async (_, n) => {
    const api = customers[n % customers.length]!
    await buy({ api, sku: product!.sku, key: randomUUID(), isDeclined: false, counts, isFirst: () => true })
  })
}

async function putOnSale(staff: Api, options: Pick<FlashOptions, 'units' | 'skus' | 'spread'>): Promise<Watched[]> {
  const run = randomUUID().slice(0, 8).toUpperCase()
  const skus: Watched[] = []
  for (let n = 0; n < options.skus; n++) {
    const sku = `FLASH-${run}-${n}`
    const price = { amount: PRICE, currency: 'USD' }
    const body = { sku, name: sku, price, category: 'flash', maxPerCustomer: 1 }
    const { product } = await staff.call('POST', '/api/products', body)
    const units = unitsOf(options, n)
    const spread = options.spread > 1 ? { spread: options.spread } : {}
    await staff.call('PUT', `/api/inventory/${product.id}`, { onHand: units, ...spread, reason: 'flash sale' })
    skus.push({ productId: product.id, sku, units })
  }
  return skus
}

/** Starts each arrival at its time, whatever became of those before; ends when all of them know. */
async function openLoop(
  arrivals: readonly Arrival[],
  started: number,
  arrive: (arrival: Arrival) => Promise<void>,
  onProgress: (arrived: number) => void,
): Promise<void> {
  const all: Promise<void>[] = []
  for (const arrival of arrivals) {
    const early = started + arrival.at - performance.now()
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    all.push(arrive(arrival))
    onProgress(all.length)
  }
  await Promise.all(all)
}

/** Stock, its ledger, and the provider's charges against what was sold. @returns what does not hold */
async function booksOf(
  staff: Api,
  endpoint: string,
  skus: readonly Watched[],
  paid: number,
  paymentIds: ReadonlySet<string>,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { productId, sku, units } of skus) {
    const read = async () => (await staff.call('GET', `/api/inventory/${productId}`)).stock
    const stock = await until(`${sku} to be quiet`, read, ({ reserved }) => reserved === 0).catch(read)
    if (stock.onHand !== 0 || stock.reserved !== 0) {
      wrong.push(`${sku}: ${stock.onHand} of ${units} are left unsold, ${stock.reserved} of them reserved`)
    }
    const sum = await ledgerSum(staff, productId)
    if (sum !== stock.onHand) wrong.push(`${sku}: its ledger adds up to ${sum}, it has ${stock.onHand}`)
  }
  const charges = () => keptCharges(endpoint, paymentIds)
  const kept = await until('refunds', charges, (count) => count === paid, { seconds: 20 }).catch(charges)
  if (kept !== paid) wrong.push(`${kept} customers were charged for good, ${paid} have goods`)
  return wrong
}

/** Charges of these payments that the provider did not give back. Others may use the shop meanwhile. */
async function keptCharges(endpoint: string, paymentIds: ReadonlySet<string>): Promise<number> {
  const charges = await providerBooks(endpoint)
  return [...charges].filter(([id, { captured, refunded }]) => paymentIds.has(id) && captured > refunded).length
}

async function ledgerSum(staff: Api, productId: string): Promise<number> {
  const movements = await allPages<{ onHandDelta: number }>(staff, `/api/inventory/${productId}/ledger`)
  return movements.reduce((sum, { onHandDelta }) => sum + onHandDelta, 0)
}
