import { StepFailure } from '../../../shared/errors.ts'
import { logger } from '../../../shared/observability/logger.ts'
import { type SubscriberDeps, subscriber } from '../../../shared/subscriber.ts'
import { advanceShipment, cancelShipment } from '../../shipments.ts'
import { followOrder } from './subscriber.ts'

// Each effect depends on the shipment's status alone, so a repeated or late event changes nothing.
export const handler = subscriber(followOrder, async (event, deps) => {
  const { orderId } = event.data
  if (event.name === 'OrderShipped') {
    const { trackingNumber } = event.data as { trackingNumber?: string }
    return advanceShipment(orderId, 'DISPATCHED', { trackingNumber }, deps)
  }
  if (event.name === 'OrderDelivered') return advanceShipment(orderId, 'DELIVERED', {}, deps)
  return cancelUnlessOnItsWay(orderId, deps)
})

async function cancelUnlessOnItsWay(orderId: string, deps: SubscriberDeps): Promise<void> {
  try {
    await cancelShipment(orderId, deps)
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error
    logger.warn('a cancelled order is on its way to the customer', { orderId })
  }
}
