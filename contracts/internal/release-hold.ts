import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** Gives back whatever a closed order still has of the stock. Repeating it changes nothing. */
export const releaseHold = defineInternal({
  service: 'inventory',
  name: 'release-hold',
  timeoutMs: 15_000,
  input: z.object({ orderId: z.string() }),
  output: z.object({}),
})
