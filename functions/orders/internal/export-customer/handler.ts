import { exportOrders } from '../../../../contracts/internal/index.ts'
import { exportParts, shown } from '../../../shared/export.ts'
import { internal } from '../../../shared/internal.ts'
import { ordersOf } from '../../table.ts'
import { orderView } from '../../views.ts'

/** Most of a customer's data; a large order has some 60 KB. */
const MAX_BYTES = 2_000_000

export const handler = internal(exportOrders, ({ userId, cursor }) =>
  exportParts({ orders: shown((start) => ordersOf(userId, start), orderView) }, cursor, MAX_BYTES),
)
