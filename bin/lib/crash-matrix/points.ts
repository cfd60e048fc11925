/** Where the cloud is killed: before and after each side effect that was seen while purchases ran. Pure. */
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'

export interface Effect {
  readonly scenario: string
  /** Absent for a delivery from one service to another. */
  readonly function?: string
  readonly service: string
  readonly operation: string
  /** How often a purchase has it. */
  readonly count: number
  /** It came only when the customer had begun to pay. */
  readonly isOfPayment: boolean
}

export interface Point extends Effect {
  readonly when: 'before' | 'after'
}

export interface Seen {
  readonly function?: string
  readonly service?: string
  readonly operation?: string
  readonly hits: number
  /** ISO 8601 */
  readonly firstAt: string
}

/** Services whose calls change something that outlives the call; a call of `lambda` is seen by what the callee does. */
export const effectServices = ['dynamodb', 'events', 'states', 'sqs', 'sns', 'ses', 's3'] as const
const reads = /^(Get|BatchGet|Query|Scan|List|Describe|Head|Receive)/
/** Subscribers keep copies and tell people; the ones that talk to Step Functions move the order on. */
const isFollower = (name: string) => /-on-|-notifications-|-search-/.test(name)
const prefix = 'tradewind-local-'

interface Watching {
  /** How many were watched. */
  readonly purchases: number
  /** When their customers began to pay, ISO 8601. */
  readonly payingSince: string
  /** Also what only follows the order: timelines, messages, copies. */
  readonly all: boolean
}

/** @param seen in the order of their first time */
export function effectsOf(
  scenario: string,
  seen: readonly Seen[],
  { purchases, payingSince, all }: Watching,
): Effect[] {
  return seen
    .filter(({ operation = '', service = '', function: name = '' }) => {
      if (reads.test(operation)) return false
      return all || service === 'states' || !isFollower(name)
    })
    .map(({ hits, firstAt, ...where }) => ({
      ...(where as Pick<Effect, 'function' | 'service' | 'operation'>),
      scenario,
      count: Math.max(1, Math.floor(hits / purchases)),
      isOfPayment: firstAt >= payingSince,
    }))
}

/** Functions that only follow an order. */
export function followersIn(seen: readonly Seen[]): string[] {
  const moving = new Set(seen.filter(({ service }) => service === 'states').map((each) => each.function))
  const names = seen.flatMap(({ function: name }) => (name === undefined || moving.has(name) ? [] : [name]))
  return [...new Set(names)].filter(isFollower)
}

/** Longer than it takes to the next kill, below the time that functions have. */
const HOLD_BACK_MS = 8_000

/** Started anew after each restart, followers would take most of the processors, and be killed without a point of theirs. */
export const holdingBack = (followers: readonly string[]): FaultInput[] =>
  followers.map((name) => ({ kind: 'latency', function: name, delayMs: HOLD_BACK_MS }))

/** Each effect once, in the first scenario that has it; of later scenarios only what is new. */
export function pointsOf(effects: readonly Effect[]): Point[] {
  const known = new Set<string>()
  return effects
    .filter((effect) => !known.has(key(effect)) && known.add(key(effect)))
    .flatMap((effect) => [
      { ...effect, when: 'before' as const },
      { ...effect, when: 'after' as const },
    ])
}

const key = (effect: Effect) => `${effect.function} ${effect.service} ${effect.operation}`

/** `orders-place-order TransactWriteItems` */
export const effectName = ({ function: name, service, operation }: Effect): string =>
  `${name?.replace(prefix, '') ?? 'from service to service'} ${service === 'dynamodb' ? '' : `${service}:`}${operation}`

export const pointName = (point: Point): string => `${point.when} ${effectName(point)}`

/** Other rounds kill at other occurrences of the same call: the first, the second, … */
export const crashAt = (point: Point, round: number): FaultInput => ({
  kind: 'crash',
  scope: 'process',
  when: point.when,
  service: point.service,
  operation: point.operation,
  skip: round % point.count,
  ...(point.function ? { function: point.function } : {}),
})
