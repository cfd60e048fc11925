import * as z from 'zod/mini'
import { StockReleased } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

/** Compensation: gives back whatever the order took, and refuses a reserve that comes later. */
export const releaseStock = defineStep({
  name: 'release-stock',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  emits: [StockReleased],
  timeoutSeconds: 30,
})
