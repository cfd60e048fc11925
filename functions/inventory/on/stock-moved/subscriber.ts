import {
  StockDeducted,
  StockLevelChanged,
  StockRanLow,
  StockRecovered,
  StockReleased,
  StockReplenished,
  StockReserved,
  StockRestored,
} from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/**
 * Tells the new level of each sku that moved, opens and closes its low-stock alert, and tells that it is back. Not part of
 * the movement's own transaction: there the new level is not known without reading first, and buyers racing for one sku
 * would then fail each other's versions.
 */
export const stockMoved = defineSubscriber({
  name: 'stock-moved',
  events: [StockReserved, StockReleased, StockDeducted, StockRestored],
  table: 'write',
  emits: [StockLevelChanged, StockRanLow, StockRecovered, StockReplenished],
})
