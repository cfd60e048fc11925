import { env } from '../../shared/env.ts'
import { minuteOf, secondsToNextMinute, shareOf } from '../domain/api-key-limit.ts'
import { takeApiKeyRequests } from '../table.ts'

interface Share {
  readonly minute: number
  /** Undefined once the minute was used up. */
  left: Promise<number | undefined>
}

/** What this execution environment holds of each key's minute. */
const shares = new Map<string, Share>()

/** Counts one request of a key. @returns seconds to wait when it had its requests of this minute, else undefined */
export async function countApiKeyRequest(keyId: string, now: Date): Promise<number | undefined> {
  const limit = Number(env.setting('API_KEY_REQUESTS_PER_MINUTE'))
  const minute = minuteOf(now)
  if (shares.get(keyId)?.minute !== minute) shares.set(keyId, { minute, left: Promise.resolve(0) })
  const share = shares.get(keyId)!
  // One after the other, as an environment handles its requests.
  const before = share.left
  share.left = before.then(async (left) => {
    if (left === undefined) return undefined
    if (left > 0) return left - 1
    const size = shareOf(limit)
    return (await takeApiKeyRequests(keyId, minute, size, limit)) ? size - 1 : undefined
  })
  share.left.catch(() => shares.delete(keyId))
  return (await share.left) === undefined ? secondsToNextMinute(now) : undefined
}
