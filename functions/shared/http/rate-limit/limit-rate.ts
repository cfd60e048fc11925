import { createHash } from 'node:crypto'
import { env } from '../../env.ts'
import { Problem } from '../../errors.ts'
import { logger } from '../../observability/logger.ts'
import type { Caller } from '../caller.ts'
import type { HttpEvent } from '../endpoint.ts'
import type { Route } from '../route.ts'
import { sourceOf } from './address.ts'
import { readRateLimit } from './bucket.ts'
import { takeToken } from './take-token.ts'

/** @throws {Problem} TOO_MANY_REQUESTS, when the caller had its requests of this route */
export async function limitRate(route: Route, event: HttpEvent, caller: Caller, now: Date): Promise<void> {
  if (!route.rateLimit) return
  // Absent in unit tests only: a template test shows that each stage sets it.
  const setting = env.optionalSetting('RATE_LIMIT')
  if (setting === undefined) return
  const who = whose(route.rateLimit.by, caller, event.requestContext.http.sourceIp)
  const wait = await takeToken(bucketOf(route, who), readRateLimit(setting), now.getTime()).catch((error: unknown) => {
    // A bucket that cannot be reached, or is written too often, must not close the shop.
    logger.warn('cannot count a request', { error: error as Error, route: route.name })
    return 0
  })
  if (wait === 0) return
  throw new Problem('TOO_MANY_REQUESTS', `That was too often. Wait ${inWords(wait)}, then try again.`, {
    headers: { 'retry-after': String(wait) },
  })
}

/** The address is the gateway's word; `X-Forwarded-For` is the client's own. */
function whose(by: 'caller' | 'address', caller: Caller, sourceIp: string): string {
  if (by === 'caller' && caller.kind === 'user') return `user:${caller.userId}`
  if (by === 'caller' && caller.kind === 'service') return `key:${caller.keyId}`
  return `address:${sourceOf(sourceIp)}`
}

/** By hash: an address is somebody's. */
const bucketOf = ({ name }: Route, who: string) =>
  `RATE#${createHash('sha256').update(`${name} ${who}`).digest('base64url')}`

const inWords = (seconds: number) => (seconds === 1 ? 'a second' : `${seconds} seconds`)
