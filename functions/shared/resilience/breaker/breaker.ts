/**
 * Stops calling a dependency that does not answer, for all execution environments of a service at once, and lets exactly
 * one call find out when it is well again. See docs/decisions on what is cockatiel's and what is ours.
 */
import { env } from '../../env.ts'
import { newId } from '../../ids.ts'
import { logger } from '../../observability/logger.ts'
import { isOutage } from '../outage.ts'
import { announce } from './announce.ts'
import type { BreakerLimits } from './limits.ts'
import {
  afterFailure,
  afterProbeFailed,
  afterProbeSucceeded,
  afterProbeUnused,
  afterSuccess,
  type BreakerState,
  isOpen,
  takeProbe,
} from './state.ts'
import { type BreakerChange, changeBreaker, readBreaker } from './store.ts'

/** An own success tells more than the table for so long. Shorter than a breaker is open, so that all ask before a probe. */
const TRUST_MS = 4_000
/** How long what was read of the table is believed. */
const READ_EVERY_MS = 2_000

/** The dependency was not called: it did not answer to others, and is left alone for a while. */
export class BreakerOpen extends Error {
  override readonly name = 'BreakerOpen'
  /** When it is worth another try. */
  readonly until: Date
  constructor(dependency: string, until: number) {
    super(`${dependency} is left alone until ${new Date(until).toISOString()}: it did not answer`)
    this.until = new Date(until)
  }
  /** Whole seconds, at least 1. */
  get retryAfter(): number {
    return Math.max(1, Math.ceil((this.until.getTime() - Date.now()) / 1000))
  }
}

/** The right to call once. Whoever does not use it gives it back: it may be the probe. */
export interface Admission {
  run<Result>(call: () => Promise<Result>): Promise<Result>
  giveBack(): Promise<void>
}

export interface BreakerOptions {
  readonly dependency: string
  readonly limits: BreakerLimits
  /** What counts as a failure; `isOutage` otherwise. */
  readonly isFailure?: (error: unknown) => boolean
  readonly clock?: () => number
}

export class Breaker {
  readonly #options: Required<BreakerOptions>
  #known: BreakerState | undefined
  #readAt = Number.NEGATIVE_INFINITY
  #succeededAt = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | undefined

  constructor(options: BreakerOptions) {
    this.#options = { isFailure: isOutage, clock: Date.now, ...options }
  }

  /** @throws BreakerOpen, else what the call throws */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
    return (await this.admit()).run(call)
  }

  /** For those who have to do something before the call, and only if it can be made. @throws BreakerOpen */
  async admit(): Promise<Admission> {
    const { dependency, limits, clock } = this.#options
    await this.#look()
    if (!isOpen(this.#known)) return this.#admission()
    if (this.#known.openUntil > clock()) throw new BreakerOpen(dependency, this.#known.openUntil)
    const probeId = newId()
    const { changed, after } = await this.#change((state) => takeProbe(state, probeId, clock(), limits))
    if (changed) return this.#admission(probeId)
    if (isOpen(after)) throw new BreakerOpen(dependency, Math.max(after.openUntil, clock() + 1000))
    return this.#admission()
  }

  #admission(probeId?: string): Admission {
    const { clock } = this.#options
    let used = false
    return {
      run: async (call) => {
        used = true
        try {
          const result = await call()
          await this.#succeeded(probeId)
          return result
        } catch (error) {
          await (this.#options.isFailure(error) ? this.#failed(probeId) : this.#succeeded(probeId))
          throw error
        }
      },
      giveBack: async () => {
        if (used || probeId === undefined) return
        await this.#change((state) => afterProbeUnused(state, probeId, clock()))
      },
    }
  }

  async #succeeded(probeId: string | undefined): Promise<void> {
    this.#succeededAt = this.#options.clock()
    if (probeId !== undefined) await this.#change((state) => afterProbeSucceeded(state, probeId))
    // Nothing is written while all is well.
    else if (afterSuccess(this.#known)) await this.#change(afterSuccess)
  }

  async #failed(probeId: string | undefined): Promise<void> {
    const { clock, limits } = this.#options
    this.#succeededAt = Number.NEGATIVE_INFINITY
    await this.#change((state) =>
      probeId === undefined ? afterFailure(state, clock(), limits) : afterProbeFailed(state, probeId, clock(), limits),
    )
  }

  /** Reads the table where what is known is too old, once for all who wait. */
  async #look(): Promise<void> {
    const now = this.#options.clock()
    if (now - this.#succeededAt < TRUST_MS || now - this.#readAt < READ_EVERY_MS) return
    this.#reading ??= readBreaker(this.#options.dependency)
      .then((state) => this.#learn(state))
      .catch((error: unknown) => this.#warn(error))
      .finally(() => {
        this.#reading = undefined
      })
    await this.#reading
  }

  async #change(decide: (state: BreakerState | undefined) => BreakerState | undefined): Promise<BreakerChange> {
    const { dependency, clock } = this.#options
    try {
      const change = await changeBreaker(dependency, clock(), decide)
      this.#learn(change.after)
      await announce(dependency, change).catch((error: unknown) => this.#warn(error))
      return change
    } catch (error) {
      this.#warn(error)
      return { before: undefined, after: undefined, changed: false }
    }
  }

  #learn(state: BreakerState | undefined): void {
    this.#known = state
    this.#readAt = this.#options.clock()
  }

  /** A table that does not answer must not close the shop as well. */
  #warn(error: unknown): void {
    logger.warn('a breaker cannot be read or written', {
      dependency: this.#options.dependency,
      error: error as Error,
    })
  }
}

const breakers = new Map<string, Breaker>()
const unguarded: Pick<Breaker, 'run' | 'admit'> = {
  run: (call) => call(),
  admit: async () => ({ run: (call) => call(), giveBack: async () => undefined }),
}

/** The breaker of this execution environment. A service without a table has nowhere to share one, and none. */
export function breakerOf(options: BreakerOptions): Pick<Breaker, 'run' | 'admit'> {
  if (env.optionalSetting('TABLE_NAME') === undefined) return unguarded
  const known = breakers.get(options.dependency)
  if (known) return known
  const breaker = new Breaker(options)
  breakers.set(options.dependency, breaker)
  return breaker
}
