import { ProductListingChanged, StockLevelChanged } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Shows what inventory says can be bought. */
export const stockLevelChanged = defineSubscriber({
  name: 'stock-level-changed',
  events: [StockLevelChanged],
  table: 'write',
  emits: [ProductListingChanged],
})
