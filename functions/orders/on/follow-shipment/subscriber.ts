import {
  OrderDelivered,
  OrderNeedsAttention,
  OrderShipped,
  ShipmentCancelled,
  ShipmentDelivered,
  ShipmentDispatched,
  ShipmentRequested,
} from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Shows the shipment in its order, and lets the status follow the carrier. An order whose parcel left although it had ended is parked. */
export const followShipmentEvents = defineSubscriber({
  name: 'follow-shipment',
  events: [ShipmentRequested, ShipmentDispatched, ShipmentDelivered, ShipmentCancelled],
  table: 'write',
  emits: [OrderShipped, OrderDelivered, OrderNeedsAttention],
})
