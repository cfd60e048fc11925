import { pageOrders } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { goodsOf } from '../../domain/status.ts'
import { listPlacedBetween } from '../../table.ts'

export const handler = internal(pageOrders, async ({ placedFrom, placedBefore, limit, after }) => {
  const span = { from: new Date(placedFrom), before: new Date(placedBefore), after }
  const orders = await listPlacedBetween(span, limit)
  return {
    orders: orders.map((order) => ({
      orderId: order.id,
      status: order.status,
      stage: goodsOf(order),
      total: order.total,
      refunded: order.payment?.refunded.amount ?? 0,
      createdAt: order.createdAt,
    })),
    ...(orders.length === limit ? { next: orders.at(-1)!.id } : {}),
  }
})
