import * as z from 'zod/mini'
import { ShipmentCancelled } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** Takes the shipment back, or makes sure that none follows. */
export const cancelShipmentStep = defineStep({
  name: 'cancel-shipment',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  /** The parcel is on its way: a person has to decide. */
  failures: ['ShipmentDispatched'],
  emits: [ShipmentCancelled],
  uses: ['carrier'],
})
