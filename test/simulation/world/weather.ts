/** How hostile the cloud is in one seed, and for how long. A kind of fault that a seed does not have never happens in it. */
import type { Random } from './random.ts'

/** What becomes of one request to a service. */
export type Fate =
  | 'ok'
  /** Refused, nothing happened. */
  | 'throttled'
  /** Another transaction was at the item, nothing happened. */
  | 'conflict'
  /** The connection broke, nothing happened. */
  | 'request-lost'
  /** It happened, but the answer never came. */
  | 'response-lost'
  /** The environment died before the request left, or before its answer came. */
  | 'crash-before'
  | 'crash-after'
  /** The answer takes longer than anybody waits. */
  | 'slow'
  /** The request is on its way for longer than its sender waits or lives, and then takes effect. */
  | 'late'

type Faults = Record<Exclude<Fate, 'ok'> | 'duplicate' | 'stale' | 'step-repeated' | 'step-abandoned', number>

export type Dependency = 'bus' | 'state machines' | 'payment provider' | 'carrier'

interface Outage {
  readonly from: number
  readonly to: number
}

const kinds: readonly (keyof Faults)[] = [
  'throttled',
  'conflict',
  'request-lost',
  'response-lost',
  'crash-before',
  'crash-after',
  'slow',
  'late',
  'duplicate',
  'stale',
  'step-repeated',
  'step-abandoned',
]
const fates = ['throttled', 'request-lost', 'response-lost', 'crash-before', 'crash-after', 'slow', 'late'] as const
const LEVELS = [0.005, 0.02, 0.06] as const
/** Percent of seeds in fine weather: everything is late and out of order, nothing fails. */
const FINE = 0.1

export class Weather {
  readonly #random: Random
  readonly faults: Faults
  /** Virtual milliseconds; afterwards nothing fails. */
  readonly until: number
  /** `state machines`: they stand still. The others answer nobody. */
  readonly #outages: Partial<Record<Dependency, Outage>>
  /** Longest usual time of a request, in milliseconds. */
  readonly #lag: number
  readonly #now: () => number

  /** @param now virtual milliseconds since the seed began @param alwaysFine for preparing a world */
  constructor(random: Random, now: () => number, alwaysFine = false) {
    this.#random = random
    this.#now = now
    const fine = random.chance(FINE) || alwaysFine
    const all = random.chance(0.15)
    this.faults = Object.fromEntries(
      kinds.map((kind) => [kind, !fine && (all || random.chance(0.4)) ? random.pick(LEVELS) : 0]),
    ) as Faults
    this.until = fine ? 0 : random.pick([10_000, 60_000, 300_000, 1_200_000])
    this.#lag = random.pick([5, 30, 300])
    const outage = (chance: number, latest: number, lengths: readonly number[]): Outage | undefined => {
      const from = random.between(0, latest)
      return !fine && random.chance(chance) ? { from, to: from + random.pick(lengths) } : undefined
    }
    const outages: Record<Dependency, Outage | undefined> = {
      bus: outage(0.2, 20_000, [5_000, 60_000, 240_000]),
      'state machines': outage(0.1, 900_000, [30_000, 600_000]),
      'payment provider': outage(0.1, 240_000, [5_000, 60_000, 600_000]),
      carrier: outage(0.1, 240_000, [5_000, 60_000, 1_800_000]),
    }
    this.#outages = Object.fromEntries(Object.entries(outages).filter(([, each]) => each))
  }

  /** For people. */
  describe(): string {
    const faults = kinds.filter((kind) => this.faults[kind] > 0).map((kind) => `${kind} ${this.faults[kind] * 100} %`)
    const down = Object.entries(this.#outages).map(
      ([what, { from, to }]) => `, ${what} down for ${(to - from) / 1000} s`,
    )
    return this.until === 0 ? 'fine' : `${faults.join(', ') || 'no faults'}${down.join('')}, for ${this.until / 1000} s`
  }

  /** Nothing fails for longer than a minute. */
  get isMild(): boolean {
    return this.until <= 60_000 && Object.values(this.#outages).every(({ from, to }) => to - from <= 60_000)
  }

  get isOver(): boolean {
    return this.#now() >= Math.max(this.until, ...Object.values(this.#outages).map(({ to }) => to))
  }

  /** @param isTransaction only those meet other transactions */
  fate(isTransaction: boolean): Fate {
    if (this.#now() >= this.until) return 'ok'
    const draw = this.#random.next()
    let sum = 0
    for (const fate of fates) {
      sum += this.faults[fate]
      if (draw < sum) return fate
    }
    return isTransaction && draw < sum + this.faults.conflict ? 'conflict' : 'ok'
  }

  happens(kind: 'duplicate' | 'stale' | 'step-repeated' | 'step-abandoned'): boolean {
    return this.#now() < this.until && this.#random.chance(this.faults[kind])
  }

  /** Milliseconds until it is well again; 0 while it is. */
  downFor(what: Dependency): number {
    const now = this.#now()
    const outage = this.#outages[what]
    return outage && now >= outage.from && now < outage.to ? outage.to - now : 0
  }

  /** Milliseconds that a request or an answer takes: mostly little, now and then ten times as much. */
  latency(): number {
    const usual = 1 + this.#random.next() * this.#lag
    return this.#random.chance(0.05) ? usual * 10 : usual
  }

  /** Milliseconds that a request takes to get there. */
  journey(fate: Fate): number {
    return fate === 'late' ? this.slowness() : this.latency()
  }

  /** Milliseconds after which a slow answer comes. */
  slowness(): number {
    return this.#random.between(3_000, 70_000)
  }

  /** Milliseconds until an index or an eventually consistent read shows a write. */
  staleness(): number {
    return this.happens('stale') ? this.#random.between(1_000, 20_000) : this.#random.next() * 100
  }
}
