import { exportOrders } from '../../../../contracts/internal/index.ts'
import { exportParts, shown } from '../../../shared/export.ts'
import { internal } from '../../../shared/internal.ts'
import { ordersWithReturnsOf, purchasesOf } from '../../table.ts'
import { orderView, purchasesView, returnView } from '../../views.ts'

/** Most of a customer's data; a large order has some 60 KB. */
const MAX_BYTES = 2_000_000

export const handler = internal(exportOrders, ({ userId, cursor }) =>
  exportParts(
    {
      orders: shown(
        (start) => ordersWithReturnsOf(userId, start),
        ({ order, returns }) => ({ ...orderView(order), returns: returns.map(returnView) }),
      ),
      limitedPurchases: shown((start) => purchasesOf(userId, start), purchasesView),
    },
    cursor,
    MAX_BYTES,
  ),
)
