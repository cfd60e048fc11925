/** The `Retry` field of one state entry: which error is retried, and after how long. */
import { randomOf } from '../data/random.ts'
import type { Retrier } from '../definition/asl.ts'
import { matchesError, type StatesError } from './errors.ts'

const DEFAULTS = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 }

export class Retries {
  /** Retries so far, over all retriers. */
  total = 0
  readonly #retriers: readonly Retrier[]
  readonly #used: number[]

  constructor(retriers: readonly Retrier[]) {
    this.#retriers = retriers
    this.#used = retriers.map(() => 0)
  }

  /** @returns milliseconds until the next attempt, or undefined when the error is not retried (any more). */
  delayAfter(error: StatesError, seed: string): number | undefined {
    const index = this.#retriers.findIndex(({ ErrorEquals }) => matchesError(ErrorEquals, error))
    const retrier = this.#retriers[index]
    if (!retrier) return undefined
    const used = this.#used[index]!
    if (used >= (retrier.MaxAttempts ?? DEFAULTS.maxAttempts)) return undefined
    this.#used[index] = used + 1
    this.total++
    const seconds =
      (retrier.IntervalSeconds ?? DEFAULTS.intervalSeconds) * (retrier.BackoffRate ?? DEFAULTS.backoffRate) ** used
    const delay = Math.min(seconds, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000
    return Math.round(retrier.JitterStrategy === 'FULL' ? delay * randomOf(`${seed} jitter ${this.total}`)() : delay)
  }
}
