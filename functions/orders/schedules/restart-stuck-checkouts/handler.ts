import { logger } from '../../../shared/observability/logger.ts'
import { startCheckout } from '../../checkout.ts'
import { listPending } from '../../table.ts'

/** A checkout normally begins within a second. */
const STUCK_AFTER_MS = 3 * 60_000
/** Older ones are for a person, who is told of them by the comparison of books: they must not stand before younger ones. */
const LOST_AFTER_MS = 3 * 86_400_000
/** Orders a run, of each partition; the rest is for the next run. */
const LIMIT = 100

// An execution that exists is not started twice, so nothing has to be remembered.
export const handler = async (): Promise<void> => {
  const ago = (ms: number) => new Date(Date.now() - ms)
  const orders = await listPending({ from: ago(LOST_AFTER_MS), before: ago(STUCK_AFTER_MS) }, LIMIT)
  if (orders.length > 0) logger.warn('orders wait for their checkout', { count: orders.length })
  for (const order of orders) {
    try {
      await startCheckout({ orderId: order.id, correlationId: order.id, items: order.lines })
    } catch (error) {
      // The next run tries again; the others are not to wait for it.
      logger.error('the checkout does not start', { orderId: order.id, error: error as Error })
    }
  }
}
