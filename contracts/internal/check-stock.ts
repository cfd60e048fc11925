import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/**
 * Which of these could not be reserved right now, read consistently; none where an earlier attempt of the same request may
 * hold them: `hold-stock` then tells. Reserves nothing.
 */
export const checkStock = defineInternal({
  service: 'inventory',
  name: 'check-stock',
  timeoutMs: 5000,
  input: z.object({
    /** The same for all attempts at one order. */
    requestId: z.string(),
    items: z.array(z.object({ sku: z.string(), quantity: z.int() })).check(z.maxLength(500)),
  }),
  output: z.object({
    shortages: z.array(z.object({ sku: z.string(), requested: z.int(), available: z.int() })),
  }),
})
