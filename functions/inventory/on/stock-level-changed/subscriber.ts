import { StockLevelChanged } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Keeps the list of stock that is low or out. */
export const stockLevelChanged = defineSubscriber({
  name: 'stock-level-changed',
  events: [StockLevelChanged],
  table: 'write',
})
