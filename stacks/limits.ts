/** Limits against overload and abuse, for stages that the public reaches and for your own machine. */
import type { RateLimit } from '../functions/shared/http/route.ts'

export interface Throttle {
  /** Requests a second. */
  readonly rate: number
  readonly burst: number
}

interface Rates {
  readonly routeThrottles: Readonly<Record<string, Throttle>>
  readonly rateLimits: Readonly<Record<string, RateLimit>>
}

const MINUTE = 60
const HOUR = 3600

export const publicRates: Rates = {
  routeThrottles: {
    // Each costs 19 MiB and tens of milliseconds of a processor for argon2id.
    'POST /api/users/register': { rate: 20, burst: 40 },
    'POST /api/users/login': { rate: 50, burst: 100 },
    'POST /api/users/password': { rate: 20, burst: 40 },
    'POST /api/users/password/reset': { rate: 20, burst: 40 },
    // Each sends something to somebody, at our cost.
    'POST /api/users/password/forgot': { rate: 10, burst: 20 },
    'POST /api/notifications/email': { rate: 50, burst: 100 },
    'POST /api/notifications/sms': { rate: 20, burst: 40 },
    // Each starts an execution, or a charge at the provider.
    'POST /api/orders': { rate: 300, burst: 600 },
    'POST /api/payments': { rate: 300, burst: 600 },
    'POST /api/payments/refund': { rate: 50, burst: 100 },
    // Each reads or writes a lot.
    'GET /api/users/export': { rate: 5, burst: 10 },
    'POST /api/products/import': { rate: 2, burst: 5 },
    'GET /api/products/search': { rate: 500, burst: 1000 },
  },
  rateLimits: {
    // By address: a household, an office behind one, or a guesser of passwords.
    login: { requests: 30, seconds: MINUTE },
    register: { requests: 30, seconds: HOUR },
    'send-sms': { requests: 60, seconds: MINUTE },
    'place-order': { requests: 10, seconds: MINUTE },
    'create-payment': { requests: 20, seconds: MINUTE },
  },
}

const wide: RateLimit = { requests: 60_000, seconds: MINUTE }

export const wideRates: Rates = {
  routeThrottles: {},
  rateLimits: Object.fromEntries(Object.keys(publicRates.rateLimits).map((name) => [name, wide])),
}
