import { Problem } from '../shared/errors.ts'
import { logger } from '../shared/observability/logger.ts'
import { BreakerOpen } from '../shared/resilience/breaker/breaker.ts'
import { isOutage } from '../shared/resilience/outage.ts'
import { wasRefused } from './senders.ts'
import { type Delivery, putOffDelivery } from './table.ts'

const FIRST_PAUSE_MS = 20_000
const LONGEST_PAUSE_MS = 15 * 60_000

/**
 * Keeps a claimed message for later when what failed is an outage: the queue would give it up after a few minutes.
 * @returns false for what time does not mend, such as an address that is refused: that is the queue's and the operator's
 */
export async function putOff(delivery: Delivery, claimId: string, error: unknown, now: Date): Promise<boolean> {
  const isOpen = error instanceof BreakerOpen
  if (!isOpen && !isOutage(error)) return false
  const { notificationId, channel, attempts = 0 } = delivery
  const earliest = isOpen ? error.until.getTime() : now.getTime()
  const until = new Date(earliest + pause(attempts))
  // Where it may have been sent all the same, the claim's own end comes first.
  const isUnsent = isOpen || error instanceof Problem || wasRefused(error)
  await putOffDelivery({ notificationId, claimId, until, attempts: attempts + 1, isUnsent })
  logger.warn('a message waits', { notificationId, channel, until: until.toISOString(), error: (error as Error).name })
  return true
}

/** Ever longer, with jitter, so that what waited for the same outage does not come back in one wave. */
const pause = (attempts: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2)
