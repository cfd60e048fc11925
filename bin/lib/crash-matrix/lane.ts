/** One shop that is killed at one point after the other, and audited at the end of each round. */
import { randomUUID } from 'node:crypto'
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'
import { accounts, defaultPassword } from '../../demo-data/accounts.ts'
import type { Api } from '../api.ts'
import type { ShopProcess } from '../shop-process.ts'
import { session } from '../sums/world.ts'
import { audit, type Bought, openAfter, type Shelf } from './audit.ts'
import { buy, persistently } from './persistent.ts'
import { crashAt, type Effect, followersIn, type Point, pointName, type Seen } from './points.ts'
import type { Scenario } from './scenarios.ts'
import { apiOf, type Folder, killedWithin, start } from './shop.ts'
import { untilQuiet, watch } from './watch.ts'

/** Purchases that did not come by the point are followed by fresh ones after so long. */
const PATIENCE_MS = 2_500
const BATCHES = 4
const LAST_PATIENCE_MS = 30_000
/** What an earlier crash left in the middle of its way comes by first. */
const FIRST_PATIENCE_MS = 1_000
const STOCK = 1_000_000

/** All points of a round, scenario by scenario, and what the books say at its end. */
export interface Round {
  readonly round: number
  readonly chains: readonly Chain[]
  /** Orders that ended unpaid: their charge never came to the provider, or so late that it was given back. */
  readonly unpaid: number
  /** What does not hold. */
  readonly problems: readonly string[]
}

/** All points of a scenario in turn, and what became of its orders. */
export interface Chain {
  readonly round: number
  readonly scenario: string
  /** Points at which the cloud was killed, and those that no purchase came by. */
  readonly killed: readonly string[]
  readonly missed: readonly string[]
  readonly orders: readonly Bought[]
  /** Seconds from the last restart until all orders had ended. */
  readonly seconds: number
  /** Ids of the orders that had not, when the time was over. */
  readonly open: readonly string[]
}

export interface Lane extends Folder {
  readonly staff: () => Promise<Api>
  /** The promise: seconds from the restart until no order moves any more. */
  readonly limitSeconds: number
  /** Payments of earlier rounds. */
  readonly earlier: Set<string>
  counter: Counter
}

/** A product and a customer of a round's own: its sums are over little, however long the matrix is. */
interface Counter {
  readonly shelf: Shelf
  readonly customer: () => Promise<Api>
}

/** A shop with a member of staff. @returns the lane, its shop still running. */
export async function openLane(folder: Folder, limitSeconds: number): Promise<{ lane: Lane; shop: ShopProcess }> {
  const shop = await start(folder, [], 'accounts')
  if (!shop) throw new Error('The shop was killed without a fault')
  const api = apiOf(folder)
  const member = accounts.find(({ role }) => role === 'staff')!
  const staff = session(api, member.email, process.env.TRADEWIND_PASSWORD ?? defaultPassword)
  const counter = await openCounter(api, await staff())
  return { lane: { ...folder, staff, limitSeconds, earlier: new Set(), counter }, shop }
}

async function openCounter(api: Api, staff: Api): Promise<Counter> {
  const buyer = { email: `crash-${randomUUID()}@customer.example`, password: `Crash-${randomUUID()}` }
  await api.call('POST', '/api/users/register', { ...buyer, name: 'Crash Matrix' })
  const customer = session(api, buyer.email, buyer.password)
  const sku = `CRASH-${randomUUID().slice(0, 8).toUpperCase()}`
  const product = { sku, name: sku, price: { amount: 1999, currency: 'USD' }, category: 'crash' }
  const { id } = (await staff.call('POST', '/api/products', product)).product
  await staff.call('PUT', `/api/inventory/${id}`, { onHand: STOCK, reason: 'crash matrix' })
  await customer()
  return { shelf: { id, sku, stock: STOCK }, customer }
}

/** What purchases do, by watching one batch of each scenario. */
export async function watchEffects(lane: Lane, watched: readonly Scenario[], all: boolean): Promise<Watched> {
  const effects: Effect[] = []
  const calls: Seen[] = []
  await untilQuiet(apiOf(lane))
  for (const scenario of watched) {
    const { shelf, customer } = lane.counter
    const world = { customer: await customer(), staff: await lane.staff(), sku: shelf.sku }
    const seen = await watch(apiOf(lane), world, scenario, all)
    effects.push(...seen.effects)
    calls.push(...seen.seen)
    remember(lane, seen.orders)
  }
  lane.counter = await openCounter(apiOf(lane), await lane.staff())
  return { effects, followers: all ? [] : followersIn(calls) }
}

interface Watched {
  readonly effects: readonly Effect[]
  /** Functions that are held back while the cloud is killed. */
  readonly followers: readonly string[]
}

const chainLine = ({ round, scenario, killed, orders, seconds, open }: Chain) =>
  `${open.length === 0 ? '✓' : '✗'} round ${round + 1}, ${scenario}: killed ${killed.length} times, ${orders.length} orders ` +
  (open.length === 0 ? `ended ${seconds.toFixed(1)} s after the last restart` : `, ${open.length} did not end in time`)

/** Every scenario with its points. */
export interface Plan {
  readonly parts: readonly { readonly scenario: Scenario; readonly points: readonly Point[] }[]
  /** Of every kill. */
  readonly faults: readonly FaultInput[]
}

/** Kills at each point, each restart armed with the next; lets everything end after each scenario, and looks at the end. */
export async function runRound(
  lane: Lane,
  { parts, faults }: Plan,
  round: number,
  onProgress: (line: string) => void,
): Promise<Round> {
  const chains: Chain[] = []
  for (const { scenario, points } of parts) {
    const chain = await runChain({ lane, scenario, points, round, faults, onKill: onProgress })
    onProgress(chainLine(chain))
    chains.push(chain)
  }
  const shop = await startWhole(lane, [])
  const { earlier, limitSeconds, counter } = lane
  const [staff, customer] = await Promise.all([lane.staff(), counter.customer()])
  const orders = chains.flatMap((chain) => chain.orders)
  const books = { staff, customer, endpoint: shop.endpoint, shelf: counter.shelf, orders, earlier }
  const { differences, unpaid } = await audit(books, limitSeconds)
  remember(lane, orders)
  lane.counter = await openCounter(apiOf(lane), staff)
  await shop.kill()
  const late = chains.flatMap(({ open, scenario, seconds }) => [
    ...open.map((id) => `order ${id} (${scenario}) did not end in ${limitSeconds} s`),
    ...(open.length === 0 && seconds > limitSeconds ? [`the last order (${scenario}) ended after ${seconds} s`] : []),
  ])
  return { round, chains, unpaid, problems: [...late, ...differences] }
}

interface ChainPlan {
  readonly lane: Lane
  readonly scenario: Scenario
  readonly points: readonly Point[]
  readonly round: number
  readonly faults: readonly FaultInput[]
  readonly onKill: (line: string) => void
}

async function runChain({ lane, scenario, points, round, faults, onKill }: ChainPlan): Promise<Chain> {
  const [killed, missed]: string[][] = [[], []]
  const buying: Promise<Bought>[] = []
  let asking = 0
  const payment = Promise.withResolvers<void>()
  const thinking = async () => {
    asking--
    await payment.promise
    asking++
  }
  const buyBatch = () => {
    // Those who ask again come by as well, and a crowd of them would only slow each restart down.
    if (asking > 0) return
    for (const token of scenario.tokens) {
      asking++
      buying.push(buyOne(lane, scenario, token, thinking).finally(() => asking--))
    }
  }
  for (const point of points) {
    if (point.isOfPayment) payment.resolve()
    const shop = await start(lane, [...scenario.faults, ...faults, crashAt(point, round)])
    const wasKilled = !shop || (await killAt(shop, buyBatch))
    if (!wasKilled) await shop.kill()
    ;(wasKilled ? killed : missed)!.push(pointName(point))
    onKill(`${wasKilled ? '✝' : '–'} round ${round + 1}, ${scenario.name}: ${pointName(point)}`)
  }
  const shop = await startWhole(lane, scenario.faults)
  const restarted = performance.now()
  payment.resolve()
  const orders = await Promise.all(buying)
  const [staff, customer] = await Promise.all([lane.staff(), lane.counter.customer()])
  const open = await openAfter(lane.limitSeconds, { staff, customer, orders })
  const seconds = (performance.now() - restarted) / 1000
  await shop.kill()
  return { round, scenario: scenario.name, killed: killed!, missed: missed!, orders, seconds, open }
}

async function startWhole(lane: Lane, faults: readonly FaultInput[]): Promise<ShopProcess> {
  const shop = await start(lane, faults)
  if (!shop) throw new Error('The shop was killed without a fault')
  return shop
}

function remember({ earlier }: Lane, orders: readonly Bought[]): void {
  for (const { paymentId } of orders) if (paymentId) earlier.add(paymentId)
}

async function killAt(shop: ShopProcess, buyBatch: () => void): Promise<boolean> {
  for (let batch = 0; batch < BATCHES; batch++) {
    if (await killedWithin(shop, batch === 0 ? FIRST_PATIENCE_MS : PATIENCE_MS)) return true
    buyBatch()
  }
  return killedWithin(shop, LAST_PATIENCE_MS)
}

async function buyOne(
  { counter }: Lane,
  scenario: Scenario,
  token: string,
  thinking: () => Promise<void>,
): Promise<Bought> {
  const customer = await persistently('logging in', counter.customer)
  return { ...(await buy(customer, counter.shelf.sku, token, thinking)), scenario }
}
