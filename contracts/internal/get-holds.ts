import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** What orders took from stock; an order that took nothing is absent. */
export const getHolds = defineInternal({
  service: 'inventory',
  name: 'get-holds',
  timeoutMs: 10_000,
  input: z.object({ orderIds: z.array(z.string()).check(z.maxLength(100)) }),
  output: z.object({
    holds: z.array(
      z.object({
        orderId: z.string(),
        status: z.enum(['PREPARING', 'HELD', 'COMMITTED', 'RELEASED']),
        /** Units that it has now, reserved or sold. */
        units: z.int(),
      }),
    ),
  }),
})
