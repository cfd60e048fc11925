/**
 * Load shedding: how many requests may be under way while the machine's processors are overloaded, who waits at the door,
 * and who is refused there before any work is done. A real cloud scales out instead and throttles by account.
 *
 * The sign of overload is lateness: how long a thread that has something to do waits for a processor. It does not rise
 * when a function merely waits for something, so one dead dependency sheds nobody else's requests.
 */
import { availableParallelism } from 'node:os'
import { isOverdue, isStanding, patience, type Urgency } from '../urgency.ts'
import { createConcurrencyLimit } from './concurrency-limit.ts'

/** How much of the limit each may use: those who are about to buy find room that browsing left. */
const share: Readonly<Record<Urgency, number>> = { write: 1, read: 0.75, browse: 0.5 }
/** Users do not notice it. */
const LATE_MS = 25
/** A purchase has ten steps and more that nobody waits for, one after the other: each of them may be kept waiting for so long. */
const BACKGROUND_WAIT_MS = 100
const byUrgency = Object.keys(patience) as Urgency[]

/** Waiting at most, and while a queue stands. More are refused at once. */
const LONGEST = 2_000
const LONGEST_STANDING = 8
/** A queue that stood so long ago or less stands again in a fifth of the time: between two bursts of an overload it is empty for moments. */
const REMEMBERED_MS = 5_000
const AGAIN = 0.2
const SWEEP_MS = 25

interface Waiting {
  readonly since: number
  readonly gone: AbortSignal
  readonly answer: (admitted: boolean) => void
}

export interface Admission {
  /** Waits for a place; false when the request must be refused, or nobody waits for its answer any more. */
  enter(urgency: Urgency, gone: AbortSignal): Promise<boolean>
  leave(urgency: Urgency): void
  /** Tells how late an invocation began, and how long those that nobody waits for wait for a processor, in milliseconds. */
  late(ms: number, backgroundWaitMs?: number): void
  readonly state: object
}

/** @param now milliseconds, monotonic */
export function createAdmission(now: () => number = () => performance.now()): Admission {
  // Whoever sends a few requests at a time is never refused.
  const limit = createConcurrencyLimit({ least: 8 * availableParallelism(), most: 4_000, targetMs: LATE_MS })
  // Of reads. Functions that somebody waits for go first: without it, those who look around, and ask again and again whether
  // their order is paid, would take all processors from the sagas that pay it.
  const reading = createConcurrencyLimit({
    least: 4 * availableParallelism(),
    most: 4_000,
    targetMs: BACKGROUND_WAIT_MS,
  })
  const queues: Record<Urgency, Waiting[]> = { write: [], read: [], browse: [] }
  const emptyAt: Record<Urgency, number> = { write: now(), read: now(), browse: now() }
  const stoodAt: Partial<Record<Urgency, number>> = {}
  const underWay: Record<Urgency, number> = { write: 0, read: 0, browse: 0 }
  let refused = 0
  let sweeper: NodeJS.Timeout | undefined

  const reads = () => underWay.read + underWay.browse
  const all = () => underWay.write + reads()
  const hasRoom = (urgency: Urgency) =>
    all() < limit.value * share[urgency] && (urgency === 'write' || reads() < reading.value * share[urgency])
  const stands = (urgency: Urgency) => queues[urgency].length > 0 && isStanding(urgency, emptyAt[urgency], now())

  function noteEmpty(urgency: Urgency): void {
    const stoodLately = now() - (stoodAt[urgency] ?? Number.NEGATIVE_INFINITY) < REMEMBERED_MS
    emptyAt[urgency] = now() - (stoodLately ? patience[urgency].standingMs * (1 - AGAIN) : 0)
  }

  function refuse(waiting?: Waiting): boolean {
    refused++
    waiting?.answer(false)
    return false
  }

  function take(urgency: Urgency): boolean {
    underWay[urgency]++
    limit.busy(all())
    reading.busy(reads())
    return true
  }

  function late(ms: number, backgroundWaitMs?: number): void {
    limit.late(ms, now())
    if (backgroundWaitMs !== undefined) reading.late(backgroundWaitMs, now())
  }

  /** Lets in who waits, the most urgent first. */
  function admit(): void {
    for (const urgency of byUrgency) {
      const queue = queues[urgency]
      while (queue.length > 0 && hasRoom(urgency)) {
        const next = queue.shift()!
        next.answer(!next.gone.aborted && take(urgency))
      }
      if (queue.length === 0) noteEmpty(urgency)
    }
  }

  function sweep(expectedAt: number): void {
    sweeper = undefined
    // This thread's own lateness counts too, and is there even when no invocation begins.
    late(Math.max(0, now() - expectedAt))
    for (const urgency of byUrgency) {
      const queue = queues[urgency]
      if (stands(urgency)) stoodAt[urgency] = now()
      const isDone = ({ gone, since }: Waiting) => gone.aborted || isOverdue(urgency, emptyAt[urgency], since, now())
      while (queue[0] && isDone(queue[0])) refuse(queue.shift())
    }
    admit()
    watch()
  }

  function watch(): void {
    if (sweeper || byUrgency.every((urgency) => queues[urgency].length === 0)) return
    sweeper = setTimeout(sweep, SWEEP_MS, now() + SWEEP_MS)
    sweeper.unref()
  }

  return {
    async enter(urgency, gone) {
      const queue = queues[urgency]
      if (queue.length === 0) {
        noteEmpty(urgency)
        if (hasRoom(urgency)) return take(urgency)
      }
      if (queue.length >= (stands(urgency) ? LONGEST_STANDING : LONGEST)) return refuse()
      return new Promise<boolean>((answer) => {
        queue.push({ since: now(), gone, answer })
        watch()
      })
    },
    leave(urgency) {
      underWay[urgency]--
      admit()
    },
    late,
    get state() {
      const waiting = Object.fromEntries(byUrgency.map((urgency) => [urgency, queues[urgency].length]))
      const lateMs = Math.round(limit.lateMs)
      const backgroundWaitMs = Math.round(reading.lateMs)
      const limits = { limit: limit.value, readLimit: reading.value }
      return { underWay: all(), ...limits, lateMs, backgroundWaitMs, waiting, refused }
    },
  }
}
