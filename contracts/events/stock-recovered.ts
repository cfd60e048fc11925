import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** A low-stock alert was closed: what can be bought rose well above the threshold. Once for each closing. */
export const StockRecovered = defineEvent(
  'StockRecovered',
  1,
  z.object({
    /** The one that StockRanLow told of. */
    alertId: z.string(),
    sku: z.string(),
    productId: z.string(),
    available: z.int(),
    lowStockThreshold: z.int(),
  }),
)
