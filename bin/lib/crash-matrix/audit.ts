/** Whether everything ended, and whether orders, payments, provider and stock agree. */
import { type Api, until } from '../api.ts'
import { providerBooks, readEntry } from '../sums/books.ts'
import { differencesOf } from '../sums/check.ts'
import type { Purchase } from './persistent.ts'
import type { Scenario } from './scenarios.ts'

export interface Shelf {
  readonly id: string
  readonly sku: string
  /** Units before the first purchase. */
  readonly stock: number
}

export interface Bought extends Purchase {
  readonly scenario: Scenario
}

/** Waits until no order moves any more. @returns what is left open when the time is over. */
export async function openAfter(seconds: number, staff: Api, orders: readonly Bought[]): Promise<string[]> {
  let open: string[] = orders.map(({ orderId }) => orderId)
  const look = async () => {
    const states = await Promise.all(open.map(async (id) => ({ id, ended: await isEnded(staff, id) })))
    open = states.filter(({ ended }) => !ended).map(({ id }) => id)
    return open.length
  }
  await until('all orders to end', look, (left) => left === 0, { seconds, everyMs: 100 }).catch(() => undefined)
  return open
}

async function isEnded(staff: Api, orderId: string): Promise<boolean> {
  const { order } = await staff.call('GET', `/api/orders/${orderId}`)
  if (order.status === 'PENDING' || order.status === 'AWAITING_PAYMENT') return false
  const execution = await staff.call('GET', `/_local/api/executions/${orderId}`).catch(() => undefined)
  return execution !== undefined && execution.status !== 'RUNNING'
}

/** What does not hold; empty when all does. Reads again until it does: money goes back by its own events. */
export async function differences(
  { staff, customer, endpoint }: { staff: Api; customer: Api; endpoint: string },
  shelf: Shelf,
  orders: readonly Bought[],
  seconds: number,
): Promise<string[]> {
  let found: string[] = []
  const look = async () => {
    found = [
      ...(await ordersThatDiffer(staff, endpoint, orders)),
      ...(await strangers(customer, endpoint, orders)),
      ...(await stockDiffers(staff, shelf, orders)),
    ]
    return found.length
  }
  await until('the books to agree', look, (left) => left === 0, { seconds, everyMs: 300 }).catch(() => undefined)
  return found
}

async function ordersThatDiffer(staff: Api, endpoint: string, orders: readonly Bought[]): Promise<string[]> {
  const provider = await providerBooks(endpoint)
  const entries = await Promise.all(
    orders.map(async (bought) => {
      const done = { ...bought, ending: 'kept' as const, refunds: 0, lines: [] }
      const entry = await readEntry(staff, done, provider)
      // Paid, confirmed, and then given back by the saga: nobody refunded it by hand.
      return { bought, entry: entry.status === 'REFUNDED' ? { ...entry, refunds: entry.total } : entry }
    }),
  )
  return entries.flatMap(({ bought: { scenario, orderId }, entry }) => {
    const wrongEnd = scenario.ends.includes(entry.status) ? [] : [`ended as ${entry.status}`]
    return [...wrongEnd, ...differencesOf(entry)].map((what) => `order ${orderId} (${scenario.name}) ${what}`)
  })
}

/** Orders and charges that nobody was told of. */
async function strangers(customer: Api, endpoint: string, orders: readonly Bought[]): Promise<string[]> {
  const known = new Set(orders.map(({ orderId }) => orderId))
  const payments = new Set(orders.map(({ paymentId }) => paymentId))
  const placed: string[] = []
  let cursor = ''
  do {
    const page = await customer.call('GET', `/api/orders?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    placed.push(...page.items.map(({ id }: { id: string }) => id))
    cursor = page.nextCursor ?? ''
  } while (cursor)
  const charges = [...(await providerBooks(endpoint)).keys()]
  return [
    ...placed.filter((id) => !known.has(id)).map((id) => `order ${id} was placed and never answered`),
    ...charges.filter((id) => !payments.has(id)).map((id) => `payment ${id} was charged and never answered`),
  ]
}

async function stockDiffers(staff: Api, { id, sku, stock }: Shelf, orders: readonly Bought[]): Promise<string[]> {
  const sold = orders.filter(({ scenario }) => scenario.ends.includes('PAID')).length
  const { stock: row } = await staff.call('GET', `/api/inventory/${id}`)
  let moved = 0
  let cursor = ''
  do {
    const query = `limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const page = await staff.call('GET', `/api/inventory/${id}/ledger?${query}`)
    for (const { onHandDelta } of page.items) moved += onHandDelta
    cursor = page.nextCursor ?? ''
  } while (cursor)
  const wanted = stock - sold
  return [
    ...(row.onHand === wanted && row.reserved === 0 && row.available === wanted
      ? []
      : [`${sku} has ${row.onHand} on hand, ${row.reserved} reserved, ${row.available} available; expected ${wanted}`]),
    ...(moved === row.onHand ? [] : [`${sku}: the movements add up to ${moved}, on hand are ${row.onHand}`]),
  ]
}
