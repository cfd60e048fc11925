import * as z from 'zod/mini'
import { StockCommitted } from '../../../../contracts/events/index.ts'
import { defineStep } from '../../../shared/service.ts'

export const commitStock = defineStep({
  name: 'commit-stock',
  table: 'write',
  input: z.object({ orderId: z.string(), correlationId: z.string() }),
  failures: ['HoldExpired', 'HoldReleased'],
  emits: [StockCommitted],
  timeoutSeconds: 30,
})
