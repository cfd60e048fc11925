import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const StockReleased = defineEvent(
  'StockReleased',
  1,
  z.object({ orderId: z.string(), items: z.array(z.object({ sku: z.string(), quantity: z.int() })) }),
)
