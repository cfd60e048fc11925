/** Whether everything ended, and whether orders, payments, provider and stock agree. */
import { allPages } from '../all-pages.ts'
import { type Api, until } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import { type Entry, providerBooks, readEntry } from '../sums/books.ts'
import { differencesOf } from '../sums/check.ts'
import type { Purchase } from './persistent.ts'
import { paid, type Scenario } from './scenarios.ts'

export interface Shelf {
  readonly id: string
  readonly sku: string
  /** Units before the first purchase. */
  readonly stock: number
}

export interface Bought extends Purchase {
  readonly scenario: Scenario
}

/** What an audit looks at: all that one customer bought of one product. */
export interface Books {
  readonly staff: Api
  readonly customer: Api
  readonly endpoint: string
  readonly shelf: Shelf
  readonly orders: readonly Bought[]
  /** Charges of these payments, of earlier customers, are no news. */
  readonly earlier: ReadonlySet<string>
}

/** Waits until no order moves any more. @returns what is left open when the time is over. */
export async function openAfter(
  seconds: number,
  { staff, customer, orders }: Pick<Books, 'staff' | 'customer' | 'orders'>,
): Promise<string[]> {
  let open: string[] = orders.map(({ orderId }) => orderId)
  // Few calls, so that watching does not slow down what it watches.
  const look = async () => {
    const statuses = new Map((await ordersOf(customer)).map(({ id, status }) => [id, status]))
    const { items } = await staff.call('GET', '/_local/api/executions?status=RUNNING&limit=1000')
    const running = new Set(items.map(({ name }: { name: string }) => name))
    const isOpen = (id: string) =>
      running.has(id) || ['PENDING', 'AWAITING_PAYMENT'].includes(statuses.get(id) ?? 'PENDING')
    open = open.filter(isOpen)
    return open.length
  }
  await until('all orders to end', look, (left) => left === 0, { seconds, everyMs: 100 }).catch(() => undefined)
  return open
}

interface Read {
  readonly bought: Bought
  readonly entry: Entry
}

/** Not as its scenario wants it, but a safe end: `differencesOf` sees that the shop keeps none of its money. */
const isUnpaid = ({ bought: { scenario }, entry: { status } }: Read): boolean =>
  status === 'PAYMENT_FAILED' && !scenario.ends.includes(status)

/** Purchases that are read at the same time. */
const READERS = 4

interface Audit {
  /** What does not hold; empty when all does. */
  readonly differences: readonly string[]
  /** Orders that ended unpaid: a crash kept their charge from the provider, for good or so long that it was given back. */
  readonly unpaid: number
}

/** Reads again until all agrees, or the time is over: money goes back by its own events. */
export async function audit(books: Books, seconds: number): Promise<Audit> {
  let found: Audit = { differences: [], unpaid: 0 }
  const look = async () => {
    const provider = await providerBooks(books.endpoint)
    const entries: Read[] = []
    await inParallel(books.orders, READERS, async (bought, n) => {
      const entry = await readEntry(books.staff, { ...bought, ending: 'kept', refunds: 0, lines: [] }, provider)
      entries[n] = { bought, entry }
    })
    const sold = entries.filter(({ entry: { status } }) => paid.includes(status)).length
    found = {
      differences: [
        ...entries.flatMap(differencesOfOrder),
        ...(await strangers(books, provider.keys())),
        ...(await stockDiffers(books, sold)),
      ],
      unpaid: entries.filter(isUnpaid).length,
    }
    return found.differences.length
  }
  await until('the books to agree', look, (left) => left === 0, { seconds, everyMs: 300 }).catch(() => undefined)
  return found
}

function differencesOfOrder(read: Read): string[] {
  const { scenario, orderId } = read.bought
  const { entry } = read
  const wrongEnd = scenario.ends.includes(entry.status) || isUnpaid(read) ? [] : [`ended as ${entry.status}`]
  // Paid, confirmed, and then given back by the saga: nobody refunded it by hand.
  const refunds = entry.status === 'REFUNDED' ? entry.total : entry.refunds
  return [...wrongEnd, ...differencesOf({ ...entry, refunds })].map(
    (what) => `order ${orderId} (${scenario.name}) ${what}`,
  )
}

/** Orders and charges that nobody was told of. */
async function strangers({ customer, orders, earlier }: Books, charged: Iterable<string>): Promise<string[]> {
  const known = new Set(orders.map(({ orderId }) => orderId))
  const payments = new Set(orders.map(({ paymentId }) => paymentId))
  return [
    ...(await ordersOf(customer))
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => `order ${id} was placed and never answered`),
    ...[...charged]
      .filter((id) => !payments.has(id) && !earlier.has(id))
      .map((id) => `payment ${id} was charged and never answered`),
  ]
}

async function stockDiffers({ staff, shelf: { id, sku, stock } }: Books, sold: number): Promise<string[]> {
  const { stock: row } = await staff.call('GET', `/api/inventory/${id}`)
  const movements = await allPages<{ onHandDelta: number }>(staff, `/api/inventory/${id}/ledger`)
  const moved = movements.reduce((sum, { onHandDelta }) => sum + onHandDelta, 0)
  const wanted = stock - sold
  return [
    ...(row.onHand === wanted && row.reserved === 0 && row.available === wanted
      ? []
      : [`${sku} has ${row.onHand} on hand, ${row.reserved} reserved, ${row.available} available; expected ${wanted}`]),
    ...(moved === row.onHand ? [] : [`${sku}: the movements add up to ${moved}, on hand are ${row.onHand}`]),
  ]
}

const ordersOf = (customer: Api) => allPages<{ id: string; status: string }>(customer, '/api/orders')
