import * as z from 'zod/mini'
import { StockSubscriptionFulfilled } from '../../../../contracts/events/index.ts'
import { defineWorker } from '../../../shared/service.ts'

/** Tells those who wait for a sku, page by page, and hands the rest to itself. */
export const tellSubscribers = defineWorker({
  name: 'tell-subscribers',
  body: z.object({ sku: z.string(), productId: z.string() }),
  table: 'write',
  emits: [StockSubscriptionFulfilled],
  enqueues: ['tell-subscribers'],
  batchSize: 1,
  timeoutSeconds: 30,
})
