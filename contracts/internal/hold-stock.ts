import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/**
 * Holds all lines for an order that is about to be written, or none and says which cannot be had. For two minutes: then the
 * checkout has made the hold its own, or the order was never written and the units go to somebody else. Meanwhile a repeated
 * request gets what its first attempt holds, and has to write the order under the id of that one.
 */
export const holdStock = defineInternal({
  service: 'inventory',
  name: 'hold-stock',
  timeoutMs: 5000,
  input: z.object({
    /** The same for all attempts at one order. */
    requestId: z.string(),
    orderId: z.string(),
    correlationId: z.string(),
    items: z.array(z.object({ sku: z.string(), quantity: z.int() })).check(z.maxLength(500)),
  }),
  output: z.object({
    orderId: z.string(),
    shortages: z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() })),
  }),
})
