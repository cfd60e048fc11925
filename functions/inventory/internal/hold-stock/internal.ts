import { StockReleased, StockReserved } from '../../../../contracts/events/index.ts'
import { holdStock as contract } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const holdStockFunction: InternalDefinition = {
  contract,
  table: 'write',
  emits: [StockReserved, StockReleased],
}
