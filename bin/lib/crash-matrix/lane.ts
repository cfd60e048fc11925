/** One shop that is killed at one point after the other, and audited at the end of each chain. */
import { randomUUID } from 'node:crypto'
import { accounts, defaultPassword } from '../../demo-data/accounts.ts'
import type { Api } from '../api.ts'
import type { ShopProcess } from '../shop-process.ts'
import { session } from '../sums/world.ts'
import { type Bought, differences, openAfter, type Shelf } from './audit.ts'
import { buy, persistently } from './persistent.ts'
import { crashAt, type Effect, type Point, pointName } from './points.ts'
import type { Scenario } from './scenarios.ts'
import { apiOf, type Folder, killedWithin, start } from './shop.ts'
import { untilQuiet, watch } from './watch.ts'

/** Purchases that did not come by the point are followed by fresh ones after so long. */
const PATIENCE_MS = 2_500
const BATCHES = 4
const LAST_PATIENCE_MS = 30_000
/** What an earlier crash left in the middle of its way comes by first. */
const FIRST_PATIENCE_MS = 400
const STOCK = 1_000_000

export interface Chain {
  readonly round: number
  readonly scenario: string
  /** Points at which the cloud was killed, and those that no purchase came by. */
  readonly killed: readonly string[]
  readonly missed: readonly string[]
  readonly orders: number
  /** Seconds from the last restart until all orders had ended; undefined: not within the limit. */
  readonly seconds: number | undefined
  /** What does not hold. */
  readonly problems: readonly string[]
}

export interface Lane extends Folder {
  readonly shelf: Shelf
  readonly staff: () => Promise<Api>
  readonly customer: () => Promise<Api>
  /** The promise: seconds from the restart until no order moves any more. */
  readonly limitSeconds: number
  /** Everything bought so far: the sums are over all of it. */
  readonly bought: Bought[]
}

/** A shop with a product, a member of staff and a customer. @returns the lane, its shop still running. */
export async function openLane(folder: Folder, limitSeconds: number): Promise<{ lane: Lane; shop: ShopProcess }> {
  const shop = await start(folder, [], 'accounts')
  if (!shop) throw new Error('The shop was killed without a fault')
  const api = apiOf(folder)
  const member = accounts.find(({ role }) => role === 'staff')!
  const staff = session(api, member.email, process.env.TRADEWIND_PASSWORD ?? defaultPassword)
  const buyer = { email: `crash-${randomUUID()}@customer.example`, password: `Crash-${randomUUID()}` }
  await api.call('POST', '/api/users/register', { ...buyer, name: 'Crash Matrix' })
  const sku = `CRASH-${randomUUID().slice(0, 8).toUpperCase()}`
  const product = { sku, name: sku, price: { amount: 1999, currency: 'USD' }, category: 'crash' }
  const { id } = (await (await staff()).call('POST', '/api/products', product)).product
  await (await staff()).call('PUT', `/api/inventory/${id}`, { onHand: STOCK, reason: 'crash matrix' })
  const customer = session(api, buyer.email, buyer.password)
  return { lane: { ...folder, shelf: { id, sku, stock: STOCK }, staff, customer, limitSeconds, bought: [] }, shop }
}

/** What purchases do, by watching one batch of each scenario. */
export async function watchEffects(lane: Lane, watched: readonly Scenario[], all: boolean): Promise<Effect[]> {
  const effects: Effect[] = []
  await untilQuiet(apiOf(lane))
  for (const scenario of watched) {
    const world = { customer: await lane.customer(), staff: await lane.staff(), sku: lane.shelf.sku }
    const seen = await watch(apiOf(lane), world, scenario, all)
    effects.push(...seen.effects)
    lane.bought.push(...seen.orders)
  }
  return effects
}

/** Kills at each point of a scenario in turn, each restart armed with the next; then lets everything end and looks. */
export async function runChain(
  lane: Lane,
  scenario: Scenario,
  points: readonly Point[],
  round: number,
  onKill: (name: string) => void,
): Promise<Chain> {
  const [killed, missed]: string[][] = [[], []]
  const buying: Promise<Bought>[] = []
  const buyBatch = () => {
    for (const token of scenario.tokens) buying.push(buyOne(lane, scenario, token))
  }
  for (const point of points) {
    const shop = await start(lane, [...scenario.faults, crashAt(point, round)])
    const wasKilled = !shop || (await killAt(shop, buyBatch))
    if (!wasKilled) await shop.kill()
    ;(wasKilled ? killed : missed)!.push(pointName(point))
    onKill(`${wasKilled ? '✝' : '–'} round ${round + 1}, ${scenario.name}: ${pointName(point)}`)
  }
  const shop = await start(lane, scenario.faults)
  if (!shop) throw new Error('The shop was killed without a fault')
  const restarted = performance.now()
  const orders = await Promise.all(buying)
  lane.bought.push(...orders)
  const staff = await lane.staff()
  const open = await openAfter(lane.limitSeconds, staff, orders)
  const seconds = (performance.now() - restarted) / 1000
  const books = { staff, customer: await lane.customer(), endpoint: shop.endpoint }
  const problems = await differences(books, lane.shelf, lane.bought, lane.limitSeconds)
  await shop.kill()
  return {
    round,
    scenario: scenario.name,
    killed: killed!,
    missed: missed!,
    orders: orders.length,
    seconds: open.length === 0 && seconds <= lane.limitSeconds ? seconds : undefined,
    problems: [
      ...open.map((id) => `order ${id} (${scenario.name}) did not end in ${lane.limitSeconds} s`),
      ...problems,
    ],
  }
}

async function killAt(shop: ShopProcess, buyBatch: () => void): Promise<boolean> {
  for (let batch = 0; batch < BATCHES; batch++) {
    if (await killedWithin(shop, batch === 0 ? FIRST_PATIENCE_MS : PATIENCE_MS)) return true
    buyBatch()
  }
  return killedWithin(shop, LAST_PATIENCE_MS)
}

async function buyOne(lane: Lane, scenario: Scenario, token: string): Promise<Bought> {
  const customer = await persistently('logging in', lane.customer)
  return { ...(await buy(customer, lane.shelf.sku, token)), scenario }
}
