import { StockLevelChanged, StockRanLow, StockRecovered, StockReplenished } from '../../../../contracts/events/index.ts'
import { countStock } from '../../../../contracts/internal/count-stock.ts'
import { findProduct } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const countStockFunction: InternalDefinition = {
  contract: countStock,
  table: 'write',
  emits: [StockLevelChanged, StockRanLow, StockRecovered, StockReplenished],
  calls: [findProduct],
  timeoutSeconds: 60,
}
