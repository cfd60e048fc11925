import {
  OrderCancelled,
  OrderDelivered,
  OrderShipped,
  ShipmentCancelled,
  ShipmentDelivered,
  ShipmentDispatched,
} from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** What staff and customers decide about the order holds for its shipment too. */
export const followOrder = defineSubscriber({
  name: 'follow-order',
  events: [OrderShipped, OrderDelivered, OrderCancelled],
  table: 'write',
  emits: [ShipmentDispatched, ShipmentDelivered, ShipmentCancelled],
  uses: ['carrier'],
})
