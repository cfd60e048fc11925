import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** Stock of an earlier deduction came back. */
export const StockRestored = defineEvent(
  'StockRestored',
  1,
  z.object({ reference: z.string(), items: z.array(z.object({ sku: z.string(), quantity: z.int() })) }),
)
