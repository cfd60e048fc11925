/** A token bucket as one number: when it will be full again. Each token taken moves that moment one interval later. */
import type { RateLimit } from '../route.ts'

/** @param text `10/60` @throws for anything else */
export function readRateLimit(text: string): RateLimit {
  const [, requests = '', seconds = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  const limit = { requests: Number(requests), seconds: Number(seconds) }
  if (limit.requests < 1 || limit.seconds < 1) {
    throw new Error(`A rate limit is "requests/seconds", such as "10/60", not "${text}"`)
  }
  return limit
}

/** Whole milliseconds until a token comes back: the table adds them up. */
export const intervalOf = ({ requests, seconds }: RateLimit): number =>
  Math.max(1, Math.round((seconds * 1000) / requests))

/** The latest moment to be full again at which there is still a token, epoch milliseconds. */
export const lastChance = (limit: RateLimit, now: number): number => now + intervalOf(limit) * (limit.requests - 1)

/** Whole seconds until there is a token; 0 when there is one. */
export const secondsToWait = (fullAt: number, limit: RateLimit, now: number): number =>
  Math.max(0, Math.ceil((fullAt - lastChance(limit, now)) / 1000))
