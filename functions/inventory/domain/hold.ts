/**
 * What a reference (an order, or a deduction) took from stock. A transaction takes 100 items and an order may have 500
 * lines, so lines move in chunks; the counters say how many chunks each stage has done, so whoever comes next goes on.
 * A plan is one transaction: the new hold and the movements of one chunk.
 */
import { Problem, StepFailure } from '../../shared/errors.ts'
import { type Line, sameLines } from './lines.ts'
import { availableDelta, type Movement, movementOf } from './movement.ts'

/** Longer than the 15 minutes that a payment may take, so that a payment in time always finds its stock. */
export const HOLD_MINUTES = 20
/** Until the checkout of a placed order has begun, which takes a second, and a busy shop longer. */
const PLACEMENT_HOLD_MINUTES = 2
/** Two writes a line (stock and ledger) and a few for the hold and its event stay below the 100 of a transaction. */
export const CHUNK_LINES = 40

export type HoldStatus = 'PREPARING' | 'HELD' | 'COMMITTED' | 'RELEASED'

export interface Hold {
  readonly kind: 'order' | 'deduction'
  readonly reference: string
  readonly status: HoldStatus
  /** Merged. */
  readonly items: readonly Line[]
  readonly chunkLines: number
  /** By sku, the row of a spread stock that it took from; absent: the row that every stock has. */
  readonly rows?: Readonly<Record<string, number>> | undefined
  /** Chunks done of each stage. */
  readonly taken: number
  readonly committed: number
  readonly released: number
  /** Units that came back by sku: of a deduction, or returned of an order. */
  readonly restored: Readonly<Record<string, number>>
  /** What requests of more lines than a chunk gave back so far, null when done: a repeated one goes on where it ended. */
  readonly givenBy?: Readonly<Record<string, readonly Line[] | null>> | undefined
  /** ISO 8601. Checked in the condition of a commit. */
  readonly heldUntil: string
  /** Its order is about to be written: no checkout has made it its own. */
  readonly placement?: true | undefined
  readonly createdAt: string
  /** Why it was given back; a repeated reserve is told the same. */
  readonly releasedBecause?: string | undefined
  /** It was given back because its time was over: a checkout that begins late may take the units again. */
  readonly expired?: true | undefined
  readonly version: number
}

export interface Plan {
  readonly hold: Hold
  readonly movements: readonly Movement[]
  /** This transaction ends the stage: its event belongs into it. */
  readonly finished: boolean
}

export type HoldRequest = Pick<Hold, 'kind' | 'reference' | 'items' | 'heldUntil' | 'placement' | 'createdAt'>

const minutesAfter = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString()
export const heldUntil = (now: Date): string => minutesAfter(now, HOLD_MINUTES)
export const placementHeldUntil = (now: Date): string => minutesAfter(now, PLACEMENT_HOLD_MINUTES)
const chunksOf = (hold: Hold) => Math.ceil(hold.items.length / hold.chunkLines)
const chunkAt = (hold: Hold, n: number) => hold.items.slice(n * hold.chunkLines, (n + 1) * hold.chunkLines)
/** The lines that it took, whether or not they came back. */
export const takenLines = (hold: Hold): readonly Line[] => hold.items.slice(0, hold.taken * hold.chunkLines)
/** The lines that it has still to take. */
export const untakenLines = (hold: Hold): readonly Line[] => hold.items.slice(hold.taken * hold.chunkLines)
/** True while somebody must still finish or end it. */
export const isOpen = (hold: Hold): boolean =>
  hold.status === 'PREPARING' || hold.status === 'HELD' || (hold.status === 'RELEASED' && hold.released < hold.taken)

/** Units that it has now, reserved or sold: without what was released or came back. */
export const unitsOf = (hold: Hold): number =>
  takenLines(hold)
    .slice(hold.status === 'RELEASED' ? hold.released * hold.chunkLines : 0)
    .reduce((sum, { sku }) => sum + remainingOf(hold, sku), 0)

const newHold = (request: HoldRequest, version: number): Hold => ({
  kind: request.kind,
  reference: request.reference,
  items: request.items,
  heldUntil: request.heldUntil,
  placement: request.placement,
  createdAt: request.createdAt,
  status: 'PREPARING',
  chunkLines: CHUNK_LINES,
  taken: 0,
  committed: 0,
  released: 0,
  restored: {},
  version,
})

/**
 * The next chunk to take; then, of a placement’s hold, the change to the checkout’s; undefined when there is nothing left to do.
 * @throws {StepFailure} HoldReleased, OutOfStock for an order that gave its stock back. @throws {Problem} REFERENCE_REUSED
 */
export function planTake(known: Hold | undefined, request: HoldRequest): Plan | undefined {
  // A deduction that came up short may be tried again, once what it took is back.
  const mayStartAgain = known?.status === 'RELEASED' && (known.kind === 'deduction' || known.expired)
  if (known && mayStartAgain && isOpen(known)) return planExpire(known)
  const hold = !known || mayStartAgain ? newHold(request, known?.version ?? 0) : known
  if (hold.status === 'RELEASED') {
    if (hold.releasedBecause) throw new StepFailure('OutOfStock', hold.releasedBecause)
    throw new StepFailure('HoldReleased', 'The stock of this order was released before it could be reserved.')
  }
  if (hold.kind === 'deduction' && !sameLines(hold.items, request.items)) {
    throw new Problem('REFERENCE_REUSED', 'This reference has deducted other items. Use a new one.')
  }
  if (hold.status === 'HELD' && hold.placement && !request.placement) return planTakeOver(hold, request)
  if (hold.status !== 'PREPARING') return undefined
  const finished = hold.taken + 1 >= chunksOf(hold)
  const done = hold.kind === 'order' ? 'HELD' : 'COMMITTED'
  return {
    hold: { ...hold, status: finished ? done : 'PREPARING', taken: hold.taken + 1, version: hold.version + 1 },
    movements: chunkAt(hold, hold.taken).map((line) => movementOf(hold.kind === 'order' ? 'reserve' : 'deduct', line)),
    finished,
  }
}

const planTakeOver = (hold: Hold, { heldUntil }: HoldRequest): Plan => ({
  hold: { ...hold, heldUntil, placement: undefined, version: hold.version + 1 },
  movements: [],
  finished: true,
})

/** The plan with its units taken from these rows, which the hold remembers: what it gives back goes where it came from. */
export function placed(plan: Plan, places: ReadonlyMap<string, number>): Plan {
  const rows: Record<string, number> = { ...plan.hold.rows }
  const movements = plan.movements.map((movement) => {
    const shard = places.get(movement.sku)
    if (shard === undefined || availableDelta(movement) >= 0) return movement
    if (shard === 0) delete rows[movement.sku]
    else rows[movement.sku] = shard
    return { ...movement, shard }
  })
  return { ...plan, movements, hold: { ...plan.hold, rows: Object.keys(rows).length > 0 ? rows : undefined } }
}

/** @throws {StepFailure} HoldExpired, HoldReleased: business outcomes, the sale must not go on. */
export function planCommit(hold: Hold | undefined, now: Date): Plan | undefined {
  if (!hold || hold.status === 'RELEASED' || hold.status === 'PREPARING') {
    throw new StepFailure('HoldReleased', 'The stock of this order is no longer reserved.')
  }
  if (hold.status === 'HELD' && hold.heldUntil <= now.toISOString()) {
    throw new StepFailure('HoldExpired', `The stock of this order was reserved until ${hold.heldUntil}.`)
  }
  if (hold.committed >= chunksOf(hold)) return undefined
  return {
    // The first chunk decides: from then on the hold cannot expire.
    hold: { ...hold, status: 'COMMITTED', committed: hold.committed + 1, version: hold.version + 1 },
    movements: chunkAt(hold, hold.committed).map((line) => movementOf('commit', line, hold.rows?.[line.sku])),
    finished: hold.committed + 1 >= chunksOf(hold),
  }
}

/** Gives back chunk by chunk, for good: reserved units become available, committed ones go back on the shelf. */
export function planRelease(hold: Hold, because?: string): Plan | undefined {
  if (hold.status === 'RELEASED' && !isOpen(hold)) return hold.expired && planRefuse(hold, because)
  const nothingTaken = hold.taken === 0
  const toShelf = hold.kind === 'deduction' || hold.released < hold.committed
  return {
    hold: {
      ...hold,
      status: 'RELEASED',
      released: nothingTaken ? 0 : hold.released + 1,
      releasedBecause: hold.releasedBecause ?? because,
      expired: undefined,
      version: hold.version + 1,
    },
    movements: nothingTaken
      ? []
      : chunkAt(hold, hold.released)
          // Without what was returned before.
          .map(({ sku }) => ({ sku, quantity: remainingOf(hold, sku) }))
          .filter(({ quantity }) => quantity > 0)
          .map((line) => movementOf(toShelf ? 'restore' : 'release', line, hold.rows?.[line.sku])),
    finished: hold.released + 1 >= hold.taken,
  }
}

/** Its time was over before; from now on nobody may take the units again. */
const planRefuse = (hold: Hold, because?: string): Plan => ({
  hold: { ...hold, expired: undefined, releasedBecause: because, version: hold.version + 1 },
  movements: [],
  finished: true,
})

/** Gives an open hold back as `planRelease` does, but not for good, unless that has begun. */
export function planExpire(hold: Hold): Plan | undefined {
  const plan = planRelease(hold)
  const expired = hold.status === 'RELEASED' ? hold.expired : true
  return plan && { ...plan, hold: { ...plan.hold, expired } }
}

/** A release that came before the reserve: it refuses the late reserve. */
export const tombstone = (reference: string, now: Date): Plan => ({
  hold: {
    ...newHold({ kind: 'order', reference, items: [], heldUntil: now.toISOString(), createdAt: now.toISOString() }, 1),
    status: 'RELEASED',
  },
  movements: [],
  finished: true,
})

/** What this request gave back in earlier chunks. */
export const givenBy = (hold: Hold, requestId: string): readonly Line[] => hold.givenBy?.[requestId] ?? []

/** Gives back up to one chunk of `wanted`, or of all that is out; never more of a sku than it still has. */
export function planRestore(hold: Hold, requestId: string, wanted = remainingLines(hold)): Plan | undefined {
  if (hold.givenBy?.[requestId] === null) return undefined
  const given = givenBy(hold, requestId)
  const left = wanted
    .filter(({ sku }) => !given.some((line) => line.sku === sku))
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, remainingOf(hold, sku)) }))
    .filter((line) => line.quantity > 0)
  const chunk = left.slice(0, hold.chunkLines)
  if (chunk.length === 0) return undefined
  const restored = { ...hold.restored }
  for (const { sku, quantity } of chunk) restored[sku] = (restored[sku] ?? 0) + quantity
  const finished = chunk.length === left.length
  const inChunks = !finished || given.length > 0
  return {
    hold: {
      ...hold,
      restored,
      givenBy: inChunks ? { ...hold.givenBy, [requestId]: finished ? null : [...given, ...chunk] } : hold.givenBy,
      version: hold.version + 1,
    },
    movements: chunk.map((line) => movementOf('restore', line, hold.rows?.[line.sku])),
    finished,
  }
}

export function remainingOf(hold: Hold, sku: string): number {
  const taken = hold.items.find((line) => line.sku === sku)?.quantity ?? 0
  return taken - (hold.restored[sku] ?? 0)
}

export const remainingLines = (hold: Hold): Line[] =>
  hold.items.map(({ sku }) => ({ sku, quantity: remainingOf(hold, sku) })).filter((line) => line.quantity > 0)
