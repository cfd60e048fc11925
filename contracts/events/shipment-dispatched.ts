import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const ShipmentDispatched = defineEvent(
  'ShipmentDispatched',
  1,
  z.object({
    shipmentId: z.string(),
    orderId: z.string(),
    carrier: z.string(),
    trackingNumber: z.optional(z.string()),
    /** Money and stock of its order may have been given back. */
    wasCancelled: z.optional(z.literal(true)),
  }),
)
