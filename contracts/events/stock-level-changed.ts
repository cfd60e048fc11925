import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** Sent when what can be bought of a sku changed. `version` orders them: an older one never overwrites a newer one. */
export const StockLevelChanged = defineEvent(
  'StockLevelChanged',
  1,
  z.object({
    sku: z.string(),
    productId: z.string(),
    available: z.int(),
    status: z.enum(['in_stock', 'low', 'out']),
    version: z.int(),
  }),
)
