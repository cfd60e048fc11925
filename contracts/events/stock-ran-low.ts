import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** A low-stock alert was opened: what can be bought of a sku fell to its threshold. Once for each opening. */
export const StockRanLow = defineEvent(
  'StockRanLow',
  1,
  z.object({
    /** ULID: a later alert of the sku has a greater one. */
    alertId: z.string(),
    sku: z.string(),
    productId: z.string(),
    available: z.int(),
    lowStockThreshold: z.int(),
  }),
)
