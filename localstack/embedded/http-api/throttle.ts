/** Token buckets of a stage: the rate refills, the burst is the size. One bucket per route. */

export interface RouteSettings {
  /** Requests a second. */
  readonly ThrottlingRateLimit?: number | string
  readonly ThrottlingBurstLimit?: number | string
}

export interface Throttle {
  /** Takes one token; false when the request must be refused. @param now milliseconds, monotonic. */
  admits(routeKey: string, now: number): boolean
}

interface Bucket {
  tokens: number
  refilledAt: number
}

export function createThrottle(
  byDefault: RouteSettings = {},
  byRoute: Readonly<Record<string, RouteSettings>> = {},
): Throttle {
  const buckets = new Map<string, Bucket>()
  return {
    admits(routeKey, now) {
      const settings = { ...byDefault, ...byRoute[routeKey] }
      if (settings.ThrottlingRateLimit === undefined) return true
      const rate = Number(settings.ThrottlingRateLimit)
      const burst = Number(settings.ThrottlingBurstLimit ?? rate)
      const bucket = buckets.get(routeKey) ?? { tokens: burst, refilledAt: now }
      buckets.set(routeKey, bucket)
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.refilledAt) / 1000) * rate)
      bucket.refilledAt = now
      if (bucket.tokens < 1) return false
      bucket.tokens -= 1
      return true
    },
  }
}
