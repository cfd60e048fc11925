import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** Whether a customer has paid for a product and not had all the money back. Of their last thousand orders. */
export const hasBought = defineInternal({
  service: 'orders',
  name: 'has-bought',
  timeoutMs: 5000,
  input: z.object({ customerId: z.string(), productId: z.string() }),
  output: z.object({ bought: z.boolean() }),
})
