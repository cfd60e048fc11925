/** Everything that differs between stages, in one place. */
import type { RateLimit } from '../functions/shared/http/route.ts'
import { publicRates, type Throttle, wideRates } from './limits.ts'

export type StageName = 'local' | 'dev' | 'prod'

export interface StageSettings {
  readonly stage: StageName
  /** Keep tables, keys and logs when a stack is deleted. */
  readonly retainData: boolean
  readonly logRetentionDays: 7 | 30 | 365
  /** A function's defaults; a definition may ask for more. */
  readonly memoryMb: number
  readonly timeoutSeconds: number
  /** Requests a second of a route that `routeThrottles` does not name, and the burst above it. */
  readonly throttle: Throttle
  /** Of all callers together, by route key: of what is expensive, or worth abusing. */
  readonly routeThrottles: Readonly<Record<string, Throttle>>
  /** What one caller may do, by the name of the route: each route with a `rateLimit` is here. */
  readonly rateLimits: Readonly<Record<string, RateLimit>>
  /** Requests that each service key may make in a minute. */
  readonly apiKeyRequestsPerMinute: number
  /** Payment provider and carrier as an outside world of our own, with test accounts. Never in prod. */
  readonly simulators: boolean
  readonly paymentProvider: 'simulator' | 'stripe'
  /** Page that a payer comes back to from the confirmation of a card. */
  readonly paymentReturnUrl: string
  /** The address that mail comes from; its domain must be a verified SES identity. */
  readonly mailFrom: string
  /** Where staff is told of what needs doing, such as stock that runs low. */
  readonly staff: { readonly email: string; readonly locale: 'en' | 'zh' }
  /** Origins that browsers may call from. */
  readonly corsOrigins: readonly string[]
  /** `embedded`: the index is in the search functions' memory. `opensearch`: a serverless collection, for catalogs that outgrow it. */
  readonly searchEngine: 'embedded' | 'opensearch'
  /** Seconds that an order waits for its payment. Must stay below the stock hold of 20 minutes. */
  readonly paymentTimeoutSeconds: number
  /** IANA name. The days of coupons begin and end by it. */
  readonly shopTimeZone: string
  /** Of amounts that staff give as a bare number. */
  readonly shopCurrency: string
}

const common = {
  searchEngine: 'embedded',
  memoryMb: 512,
  timeoutSeconds: 10,
  paymentTimeoutSeconds: 900,
  mailFrom: 'shop@tradewind.example',
  shopTimeZone: 'UTC',
  shopCurrency: 'USD',
  staff: { email: 'staff@tradewind.example', locale: 'en' },
} as const

export const stages: Readonly<Record<StageName, StageSettings>> = {
  local: {
    ...common,
    stage: 'local',
    retainData: false,
    logRetentionDays: 7,
    // Wide enough for load tests from one address.
    ...wideRates,
    throttle: { rate: 10_000, burst: 20_000 },
    apiKeyRequestsPerMinute: 600_000,
    simulators: true,
    paymentProvider: 'simulator',
    paymentReturnUrl: 'http://127.0.0.1:3000/',
    corsOrigins: ['*'],
  },
  dev: {
    ...common,
    stage: 'dev',
    retainData: false,
    logRetentionDays: 30,
    ...publicRates,
    throttle: { rate: 200, burst: 400 },
    apiKeyRequestsPerMinute: 600,
    simulators: true,
    paymentProvider: 'simulator',
    paymentReturnUrl: 'http://127.0.0.1:3000/',
    corsOrigins: ['*'],
  },
  prod: {
    ...common,
    stage: 'prod',
    retainData: true,
    logRetentionDays: 365,
    ...publicRates,
    throttle: { rate: 1000, burst: 2000 },
    apiKeyRequestsPerMinute: 600,
    simulators: false,
    paymentProvider: 'stripe',
    paymentReturnUrl: 'https://shop.tradewind.example/orders',
    corsOrigins: ['https://shop.tradewind.example'],
  },
}

/** @throws when there is no such stage, naming those there are. */
export function settingsOf(stage: string): StageSettings {
  const settings = stages[stage as StageName]
  if (!settings) throw new Error(`There is no stage "${stage}". Choose one of: ${Object.keys(stages).join(', ')}.`)
  return settings
}
