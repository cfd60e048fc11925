import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const ShipmentCancelled = defineEvent(
  'ShipmentCancelled',
  1,
  z.object({ shipmentId: z.string(), orderId: z.string() }),
)
