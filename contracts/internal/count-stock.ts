import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

const units = z.int().check(z.minimum(0), z.maximum(1_000_000_000))

/** Sets the counted stock of many skus at once, as after an import of their products. Repeating it changes nothing. */
export const countStock = defineInternal({
  service: 'inventory',
  name: 'count-stock',
  timeoutMs: 60_000,
  input: z.object({
    counts: z
      .array(z.object({ sku: z.string(), onHand: units, lowStockThreshold: z.optional(units) }))
      .check(z.maxLength(100)),
    /** Stands in the ledger of each. */
    reason: z.string(),
    /** Who counted, for the ledger. */
    by: z.string(),
  }),
  output: z.object({}),
})
