import {
  StockDeducted,
  StockLevelChanged,
  StockReleased,
  StockReserved,
  StockRestored,
} from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/**
 * Tells the new level of each sku that moved, and keeps the list of those that are low. Not part of the movement's own transaction: there the new level is not
 * known without reading first, and buyers racing for one sku would then fail each other's versions.
 */
export const stockMoved = defineSubscriber({
  name: 'stock-moved',
  events: [StockReserved, StockReleased, StockDeducted, StockRestored],
  table: 'write',
  emits: [StockLevelChanged],
})
