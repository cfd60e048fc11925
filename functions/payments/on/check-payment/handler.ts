import { logger } from '../../../shared/observability/logger.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { ProviderUnavailable } from '../../providers/provider.ts'
import { checkPayment } from '../../reconcile.ts'
import { checkPayments } from './subscriber.ts'

export const handler = subscriber(checkPayments, async ({ data: { paymentId } }, deps) => {
  try {
    await checkPayment(paymentId, deps)
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    // Not a dead letter for each payment of an outage: reconciliation asks until there is an answer.
    logger.warn('the provider does not answer, reconciliation asks again', { paymentId })
  }
})
