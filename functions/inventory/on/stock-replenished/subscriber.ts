import { StockReplenished } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Has those told who wait for the sku or its product. Repeating it tells nobody twice. */
export const stockReplenished = defineSubscriber({
  name: 'stock-replenished',
  events: [StockReplenished],
  table: 'none',
  enqueues: ['tell-subscribers'],
})
