import * as z from 'zod/mini'
import { ShipmentRequested } from '../../../../contracts/events/index.ts'
import { getShippingDetails } from '../../../../contracts/internal/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** Makes the one shipment of an order and books it with the carrier. */
export const requestShipment = defineStep({
  name: 'request-shipment',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  /** OrderCancelled: the order ended meanwhile. ShipmentRefused: the carrier will never take it. */
  failures: ['OrderCancelled', 'ShipmentRefused'],
  emits: [ShipmentRequested],
  calls: [getShippingDetails],
  uses: ['carrier'],
})
