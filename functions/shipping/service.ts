import type { Service } from '../shared/service.ts'
import { carrierCallback } from './carrier-callback/route.ts'
import { followOrder } from './on/follow-order/subscriber.ts'
import { cancelShipmentStep } from './steps/cancel-shipment/step.ts'
import { requestShipment } from './steps/request-shipment/step.ts'

export const shipping: Service = {
  name: 'shipping',
  description: 'Hands parcels to a carrier and follows them',
  table: { indexes: [] },
  routes: [carrierCallback],
  steps: [requestShipment, cancelShipmentStep],
  subscribers: [followOrder],
}
