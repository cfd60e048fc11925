import type { Deps } from '../../../shared/deps.ts'
import { newId } from '../../../shared/ids.ts'
import { logger } from '../../../shared/observability/logger.ts'
import { releaseExpired } from '../../holds.ts'
import { listExpiredHolds } from '../../table.ts'

/** A minute's work; the rest waits for the next. */
const HOLDS_PER_RUN = 200

export const handler = async (): Promise<void> => {
  const now = new Date()
  const expired = await listExpiredHolds(now, HOLDS_PER_RUN)
  for (const hold of expired) {
    const id = newId()
    const deps: Deps = { now, newId, requestId: id, correlationId: id }
    try {
      await releaseExpired(hold, deps)
    } catch (error) {
      logger.error('an expired hold could not be released', { reference: hold.reference, error: error as Error })
    }
  }
}
