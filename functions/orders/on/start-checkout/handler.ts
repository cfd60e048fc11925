import { OrderRetryRequested } from '../../../../contracts/events/index.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { retryCheckout, startCheckout } from '../../checkout.ts'
import { startCheckoutOnPlaced } from './subscriber.ts'

export const handler = subscriber(startCheckoutOnPlaced, async ({ name, data, correlationId }) => {
  if ('items' in data) return startCheckout({ orderId: data.orderId, correlationId, items: data.items })
  if (name === OrderRetryRequested.name) await retryCheckout({ ...data, correlationId })
})
