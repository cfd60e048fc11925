import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** Somebody is to be told that what they waited for can be bought again; the subscription ended with this. */
export const StockSubscriptionFulfilled = defineEvent(
  'StockSubscriptionFulfilled',
  1,
  z.object({
    subscriptionId: z.string(),
    userId: z.string(),
    productId: z.string(),
    /** What came back: the sku waited for, or the first of the product's. */
    sku: z.string(),
  }),
)
