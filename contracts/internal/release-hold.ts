import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** Gives back whatever an order still has of the stock. Repeating it changes nothing. */
export const releaseHold = defineInternal({
  service: 'inventory',
  name: 'release-hold',
  timeoutMs: 15_000,
  input: z.object({
    orderId: z.string(),
    /** `refused`: the order was not written; nothing is given back once a checkout has the hold. `closed`: it was, and has ended. */
    because: z.enum(['refused', 'closed']),
  }),
  output: z.object({}),
})
