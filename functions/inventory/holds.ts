/** Drives a hold through its plans, one transaction each; safe to repeat and to race at every point. */
import {
  StockCommitted,
  StockDeducted,
  StockReleased,
  StockReserved,
  StockRestored,
} from '../../contracts/events/index.ts'
import type { Deps } from '../shared/deps.ts'
import { StepFailure } from '../shared/errors.ts'
import { publish } from '../shared/outbox.ts'
import { type TransactItem, transact } from '../shared/table.ts'
import {
  type Hold,
  type HoldRequest,
  heldUntil,
  isOpen,
  type Plan,
  placed,
  placementHeldUntil,
  planCommit,
  planExpire,
  planRelease,
  planTake,
  takenLines,
  tombstone,
  untakenLines,
} from './domain/hold.ts'
import { describeShortage, type Line, mergeLines, type Shortage, sameLines, shortagesOf } from './domain/lines.ts'
import { availableDelta } from './domain/movement.ts'
import { firstPlaces, nextPlace, type Places } from './placement.ts'
import {
  AttemptKnown,
  getAttempt,
  getHold,
  getStocks,
  HoldChanged,
  movementWrites,
  putAttempt,
  putHold,
  Short,
} from './table.ts'

/** Each change by somebody else is progress of theirs, so this many in a row means a fault. */
const MAX_CHANGES = 50
/** Rows that others empty first are progress of theirs as well; each line may have to look at some. */
const MAX_SEARCHES = 200

/** Not all lines of an order can be had; then it holds nothing. */
export class OutOfStock extends StepFailure {
  readonly shortages: readonly Shortage[]
  constructor(shortages: readonly Shortage[]) {
    super('OutOfStock', shortageText(shortages))
    this.shortages = shortages
  }
}

interface Placement {
  /** The same for all attempts at one order. */
  readonly requestId: string
  readonly orderId: string
  readonly items: readonly Line[]
}

/**
 * All lines of an order that is about to be written, or none, until its checkout has begun.
 * @returns what an earlier attempt holds, under its order id, where there was one @throws {OutOfStock}
 */
export async function holdForPlacement({ requestId, orderId, items }: Placement, deps: Deps): Promise<Hold> {
  const heldUntil = placementHeldUntil(deps.now)
  const request = { ...requestOf(orderId, items, deps), heldUntil, placement: true } as const
  try {
    return await take(undefined, request, deps, { first: () => [putAttempt(requestId, orderId, heldUntil, deps.now)] })
  } catch (error) {
    const first = await firstAttempt(error, requestId, deps)
    if (first === undefined) throw error
    const earlier = await getHold('order', first)
    if (earlier && sameLines(earlier.items, request.items)) {
      return take(earlier, { ...request, reference: first }, deps)
    }
    // The order comes from a cart that has changed since.
    await releaseRefused(first, deps)
    return take(undefined, request, deps)
  }
}

/** The order id of an earlier attempt: known by the write, or it holds the very units that are short now. */
async function firstAttempt(error: unknown, requestId: string, { now }: Deps): Promise<string | undefined> {
  if (error instanceof AttemptKnown) return error.orderId
  return error instanceof OutOfStock ? getAttempt(requestId, now) : undefined
}

/** Makes the hold of the placement the checkout's, or reserves all lines or none. @throws {OutOfStock} @throws {StepFailure} HoldReleased */
export const reserve = async (orderId: string, lines: readonly Line[], deps: Deps): Promise<Hold> =>
  take(await getHold('order', orderId), requestOf(orderId, lines, deps), deps)

const requestOf = (orderId: string, lines: readonly Line[], { now }: Deps): HoldRequest => ({
  kind: 'order',
  reference: orderId,
  items: mergeLines(lines),
  heldUntil: heldUntil(now),
  createdAt: now.toISOString(),
})

async function take(known: Hold | undefined, request: HoldRequest, deps: Deps, extra?: Extra): Promise<Hold> {
  const { reference, placement } = request
  const by = placement ? 'placement' : 'checkout'
  try {
    return await advance(known, (hold) => planTake(hold, request), by, deps, extra)
  } catch (error) {
    if (!(error instanceof Short)) throw error
    const hold = await getHold('order', reference)
    const missing = hold && isOpen(hold) ? untakenLines(hold) : request.items
    const found = await findShortages(missing)
    const taken = missing.filter(({ sku }) => sku === error.sku)
    // Units that came back since: still, this order was too late for them.
    const shortages = found.length > 0 ? found : taken.map(shortageOf)
    // A placement may be tried again.
    if (placement) await releaseRefused(reference, deps)
    else if (hold) await release(reference, by, deps, shortageText(shortages))
    throw new OutOfStock(shortages)
  }
}

const shortageOf = ({ sku, quantity }: Line): Shortage => ({ sku, requested: quantity, available: 0 })

/** Turns reserved into sold. @throws {StepFailure} HoldExpired, HoldReleased. */
export const commit = async (orderId: string, deps: Deps): Promise<Hold> =>
  advance(await getHold('order', orderId), (hold) => planCommit(hold, deps.now), 'checkout', deps)

/** Gives everything back, also what was committed; without a hold it leaves a tombstone that refuses a late reserve. */
export async function release(orderId: string, by: string, deps: Deps, because?: string): Promise<void> {
  const plan = (hold: Hold | undefined) => (hold ? planRelease(hold, because) : tombstone(orderId, deps.now))
  await advance(await getHold('order', orderId), plan, by, deps)
}

/** Gives back what an order that was not written holds. Should it have been after all, its checkout takes the units again. */
export async function releaseRefused(orderId: string, deps: Deps): Promise<void> {
  const plan = (hold: Hold | undefined) => (hold?.placement && isOpen(hold) ? planExpire(hold) : undefined)
  const hold = await getHold('order', orderId)
  if (hold) await advance(hold, plan, 'placement', deps)
}

/** Gives back a hold that nobody finished in time; leaves it alone when it was finished after all. */
export async function releaseExpired(expired: Hold, deps: Deps): Promise<void> {
  const isExpired = (hold: Hold) => isOpen(hold) && hold.heldUntil < deps.now.toISOString()
  const current = await getHold(expired.kind, expired.reference)
  await advance(current, (hold) => (hold && isExpired(hold) ? planExpire(hold) : undefined), 'expiry', deps)
}

/** Writes that go into the transaction that makes the hold, or into the one that finishes it. */
interface Extra {
  readonly first?: () => readonly TransactItem[]
  readonly last?: (hold: Hold) => readonly TransactItem[]
}

/** Runs plans until there is nothing left to do. */
export async function advance(
  start: Hold | undefined,
  plan: (hold: Hold | undefined) => Plan | undefined,
  by: string,
  deps: Deps,
  { first, last }: Extra = {},
): Promise<Hold> {
  let hold = start
  for (let changes = 0; changes < MAX_CHANGES; ) {
    const next = plan(hold)
    if (!next) {
      if (hold) return hold
      throw new StepFailure('HoldReleased', 'Nothing is reserved for this order.')
    }
    try {
      const isFirst = hold === undefined
      hold = await save(hold, next, by, deps, (written) => [
        ...((isFirst && first?.()) || []),
        ...((next.finished && last?.(written)) || []),
      ])
    } catch (error) {
      if (!(error instanceof HoldChanged)) throw error
      hold = error.current
      changes++
    }
  }
  throw new Error('The hold kept changing')
}

/** Looks for rows that have the units, where a stock is spread. @returns the hold as written. @throws {Short} */
async function save(
  before: Hold | undefined,
  plan: Plan,
  by: string,
  deps: Deps,
  extra: (hold: Hold) => readonly TransactItem[],
): Promise<Hold> {
  const { reference } = plan.hold
  let places: Places = firstPlaces(
    reference,
    plan.movements.map(({ sku }) => sku),
  )
  for (let searches = 0; searches < MAX_SEARCHES; searches++) {
    const { hold, movements, finished } = placed(plan, places)
    try {
      await transact([
        putHold(hold, before?.version, deps.now),
        ...movements.flatMap((movement) => movementWrites(movement, { reference, by }, deps)),
        ...eventOf({ hold, movements, finished }, deps),
        ...extra(hold),
      ])
      return hold
    } catch (error) {
      if (!(error instanceof Short)) throw error
      const place = await nextPlace(error, unitsOf(plan, error.sku), reference)
      if (place === undefined) throw error
      places = new Map([...places, [error.sku, place]])
    }
  }
  throw new Error('The rows of a spread stock kept changing')
}

const unitsOf = ({ movements }: Plan, sku: string) =>
  -availableDelta(movements.find((movement) => movement.sku === sku)!)

function eventOf({ hold, movements, finished }: Plan, deps: Deps): TransactItem[] {
  if (!finished || movements.length === 0) return []
  const items = [...takenLines(hold)]
  const { reference } = hold
  if (hold.kind === 'deduction') {
    return [publish(hold.status === 'RELEASED' ? StockRestored : StockDeducted, reference, { reference, items }, deps)]
  }
  const definition = { HELD: StockReserved, COMMITTED: StockCommitted, RELEASED: StockReleased, PREPARING: undefined }[
    hold.status
  ]
  return definition ? [publish(definition, reference, { orderId: reference, items }, deps, hold.version)] : []
}

/** Which of these merged lines cannot be had right now. */
export async function findShortages(lines: readonly Line[]): Promise<Shortage[]> {
  const rows = await getStocks(lines.map((line) => line.sku))
  return shortagesOf(lines, new Map([...rows].map(([sku, row]) => [sku, row.available])))
}

/** Short enough for an error's cause, whatever the number of lines. */
const shortageText = (shortages: readonly Shortage[]) =>
  shortages
    .slice(0, 20)
    .map((line) => `${line.sku}: ${describeShortage(line)}`)
    .join('; ')
