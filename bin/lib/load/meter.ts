/** What came of the requests of a while. */
import type { LoadAnswer } from './client.ts'

export interface Figures {
  readonly seconds: number
  readonly shoppers: number
  /** Shoppers who wanted to buy. */
  readonly buyers: number
  /** Answered as hoped within the deadline, a second. */
  readonly goodput: number
  readonly purchases: number
  /** Paid orders a second. */
  readonly purchaseRate: number
  /** Orders that were placed and not paid in time. */
  readonly latePurchases: number
  /** Milliseconds of good answers. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Milliseconds from the order to PAID. */
  readonly purchaseP95: number
  /** 429 and 503 with or without Retry-After. */
  readonly refused: number
  readonly refusedWithoutRetryAfter: number
  /** Milliseconds until a refusal. */
  readonly refusedP50: number
  readonly refusedP95: number
  /** No answer within the deadline. */
  readonly timeouts: number
  /** Anything else that nobody hoped for. */
  readonly failed: number
  readonly failures: Readonly<Record<string, number>>
}

/** Milliseconds after which a client has gone. */
export const DEADLINE_MS = 2000

export class Meter {
  readonly startedAt = performance.now()
  readonly #good: number[] = []
  readonly #refused: number[] = []
  readonly #purchases: number[] = []
  readonly #failures: Record<string, number> = {}
  #refusedWithoutRetryAfter = 0
  #timeouts = 0
  #failed = 0
  #late = 0
  shoppers = 0
  buyers = 0

  /** @returns whether it was what the shopper hoped for */
  count(what: string, answer: LoadAnswer): boolean {
    const { status, ms, retryAfter } = answer
    if (status >= 200 && status < 300) {
      this.#good.push(ms)
      return true
    }
    if (status === 429 || status === 503) {
      this.#refused.push(ms)
      if (!(retryAfter !== undefined && retryAfter > 0)) this.#refusedWithoutRetryAfter++
    } else {
      if (status === 0) this.#timeouts++
      else this.#failed++
      const name = `${what} ${status === 0 ? 'no answer' : `${status} ${answer.body?.code ?? ''}`}`.trim()
      this.#failures[name] = (this.#failures[name] ?? 0) + 1
    }
    return false
  }

  paid(ms: number | undefined): void {
    if (ms === undefined) this.#late++
    else this.#purchases.push(ms)
  }

  figures(until = performance.now()): Figures {
    const seconds = (until - this.startedAt) / 1000
    const good = quantilesOf(this.#good)
    const refused = quantilesOf(this.#refused)
    return {
      seconds,
      shoppers: this.shoppers,
      buyers: this.buyers,
      goodput: this.#good.length / seconds,
      purchases: this.#purchases.length,
      purchaseRate: this.#purchases.length / seconds,
      latePurchases: this.#late,
      p50: good(0.5),
      p95: good(0.95),
      p99: good(0.99),
      purchaseP95: quantilesOf(this.#purchases)(0.95),
      refused: this.#refused.length,
      refusedWithoutRetryAfter: this.#refusedWithoutRetryAfter,
      refusedP50: refused(0.5),
      refusedP95: refused(0.95),
      timeouts: this.#timeouts,
      failed: this.#failed,
      failures: { ...this.#failures },
    }
  }
}

function quantilesOf(values: readonly number[]): (share: number) => number {
  const sorted = values.toSorted((a, b) => a - b)
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
