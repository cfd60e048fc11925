import { subscriber } from '../../../shared/subscriber.ts'
import { startCheckout } from '../../checkout.ts'
import { startCheckoutOnPlaced } from './subscriber.ts'

export const handler = subscriber(startCheckoutOnPlaced, ({ data, correlationId }) =>
  startCheckout({ orderId: data.orderId, correlationId, items: data.items }),
)
