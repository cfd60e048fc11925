/** Tells operators of a breaker: a log line, and a metric that its alarm watches. */
import { logger } from '../../observability/logger.ts'
import { countMetric } from '../../observability/metric.ts'
import { BREAKER_METRIC } from './dependencies.ts'
import { isOpen } from './state.ts'
import type { BreakerChange } from './store.ts'

/** A change that operators know nothing of, such as one failure, is none. */
export async function announce(dependency: string, { before, after, changed }: BreakerChange): Promise<void> {
  const isNewlyOpen = isOpen(after) && (!isOpen(before) || after.failedProbes > before.failedProbes)
  const isClosed = isOpen(before) && !isOpen(after)
  if (!changed || (!isNewlyOpen && !isClosed)) return
  if (isNewlyOpen)
    logger.warn('breaker open: calls wait', { dependency, until: new Date(after.openUntil).toISOString() })
  else logger.info('breaker closed: calls go through again', { dependency })
  await countMetric(BREAKER_METRIC, isNewlyOpen ? 1 : 0, { dependency })
}
