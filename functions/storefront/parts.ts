/**
 * Parts of an answer, asked for at the same time. A part that is late, throttled or broken is `null`: the others are not kept
 * waiting for it.
 */
import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import type * as z from 'zod/mini'
import type { InternalFunction } from '../../contracts/internal-function.ts'
import { type Reply, reply } from '../shared/http/reply.ts'
import { call } from '../shared/internal.ts'
import { logger } from '../shared/observability/logger.ts'

/** What all parts of an answer together may take, so that the answer is there in 300 ms. */
const BUDGET_MS = 220
/**
 * For the first answer of an execution environment, which is late anyway: where this function starts cold, those it calls most
 * often do as well.
 */
const FIRST_BUDGET_MS = 3000

/** Enough that a burst of requests on a busy machine is not taken for an outage. */
const FAILURES_UNTIL_OPEN = 10
/** How long a failing function is left alone before it is tried again. */
const OPEN_MS = 1000

let isFirst = true
const breakers = new Map<string, CircuitBreakerPolicy>()

export class Parts {
  readonly #deadline: number

  /** @param budgetMs for all parts, from now on */
  constructor(budgetMs = isFirst ? FIRST_BUDGET_MS : BUDGET_MS) {
    isFirst = false
    this.#deadline = performance.now() + budgetMs
  }

  /**
   * @param input undefined: it depends on a part that is missing
   * @param share of the time that is left which this part may take: below 1 where others wait for it
   */
  async ask<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
    contract: InternalFunction<Input, Output>,
    input: z.infer<Input> | undefined,
    share = 1,
  ): Promise<z.infer<Output> | null> {
    if (input === undefined) return null
    const left = Math.max(1, (this.#deadline - performance.now()) * share)
    const policy = wrap(breakerOf(contract), timeout(left, TimeoutStrategy.Aggressive))
    try {
      return await policy.execute(({ signal }) => call(contract, input, signal))
    } catch (error) {
      logger.warn('a part is missing', { function: `${contract.service}/${contract.name}`, error: error as Error })
      return null
    }
  }
}

/** An answer of these parts that names those that are missing, which no cache keeps. */
export function pageReply(parts: Readonly<Record<string, unknown>>): Reply {
  const degraded = Object.keys(parts).filter((name) => parts[name] === null)
  const caching: Record<string, string> = degraded.length > 0 ? { 'cache-control': 'no-store' } : {}
  return reply({ body: { ...parts, degraded }, headers: { vary: 'accept-language', ...caching } })
}

function breakerOf({ service, name }: InternalFunction): CircuitBreakerPolicy {
  const key = `${service}/${name}`
  const known = breakers.get(key)
  if (known) return known
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
  })
  breakers.set(key, breaker)
  return breaker
}
