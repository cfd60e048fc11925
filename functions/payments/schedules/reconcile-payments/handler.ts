import type { Deps } from '../../../shared/deps.ts'
import { newId } from '../../../shared/ids.ts'
import { logger } from '../../../shared/observability/logger.ts'
import { checkPayment, checkRefund } from '../../reconcile.ts'
import { listDueChecks, listDueRefunds } from '../../table.ts'

/** A minute's work; the rest waits for the next. */
const CHECKS_PER_RUN = 100

export const handler = (): Promise<void> => reconcile(new Date())

/** @param now tests pass their own. */
export async function reconcile(now: Date): Promise<void> {
  const id = newId()
  const deps: Deps = { now, newId, requestId: id, correlationId: id }
  for (const payment of await listDueChecks(deps.now, CHECKS_PER_RUN)) {
    await attempt({ paymentId: payment.id }, () => checkPayment(payment.id, deps))
  }
  for (const refund of await listDueRefunds(deps.now, CHECKS_PER_RUN)) {
    await attempt({ refundId: refund.id }, () => checkRefund(refund, deps))
  }
}

/** One that fails must not keep the others waiting. */
async function attempt(keys: Record<string, string>, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    logger.error('reconciliation failed, the next run tries again', { ...keys, error: error as Error })
  }
}
