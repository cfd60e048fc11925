import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** Stock left the shop outside the checkout, by a reference of whoever took it. */
export const StockDeducted = defineEvent(
  'StockDeducted',
  1,
  z.object({ reference: z.string(), items: z.array(z.object({ sku: z.string(), quantity: z.int() })) }),
)
