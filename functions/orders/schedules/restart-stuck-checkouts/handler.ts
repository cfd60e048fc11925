import { logger } from '../../../shared/observability/logger.ts'
import { startCheckout } from '../../checkout.ts'
import { listPendingSince } from '../../table.ts'

/** A checkout normally begins within a second. */
const STUCK_AFTER_MS = 3 * 60_000
/** Orders a run, of each partition; the rest is for the next run. */
const LIMIT = 100

// An execution that exists is not started twice, so nothing has to be remembered.
export const handler = async (): Promise<void> => {
  const orders = await listPendingSince(new Date(Date.now() - STUCK_AFTER_MS), LIMIT)
  if (orders.length > 0) logger.warn('orders wait for their checkout', { count: orders.length })
  for (const order of orders) {
    await startCheckout({ orderId: order.id, correlationId: order.id, items: order.lines })
  }
}
