import * as z from 'zod/mini'
import { StockReleased, StockReserved } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'
import { StepLines } from '../../schemas.ts'

/** → `{expiresAt}`, ISO 8601: until when the stock is held. */
export const reserveStock = defineStep({
  name: 'reserve-stock',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string(), items: StepLines }),
  failures: ['OutOfStock', 'HoldReleased'],
  emits: [StockReserved, StockReleased],
  timeoutSeconds: 30,
})
