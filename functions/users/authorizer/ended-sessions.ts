import { logger } from '../../shared/observability/logger.ts'
import type { EndedSessions } from '../domain/ended-session.ts'
import { listEndedSessions } from '../table.ts'

/** How long a session that was ended may go unnoticed here: one query in this time is all that it costs. */
export const REFRESH_MS = 5000

let known: { readonly list: Promise<readonly EndedSessions[]>; readonly until: number } | undefined

/** Sessions that ended before their access tokens did, as of the last few seconds. */
export function endedSessions(now: Date): Promise<readonly EndedSessions[]> {
  if (known && known.until > now.getTime()) return known.list
  const before = known?.list ?? Promise.resolve([])
  const list = listEndedSessions(now).catch((error: unknown) => {
    // Tokens verify without the table; a table that is away must not log everybody out.
    logger.warn('cannot read which sessions ended', { error: error as Error })
    return before
  })
  known = { list, until: now.getTime() + REFRESH_MS }
  return list
}
