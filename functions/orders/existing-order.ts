import type { EventContext } from '../shared/outbox.ts'
import type { OrderChange } from './domain/move.ts'
import type { Order } from './domain/order.ts'
import { changeOrder } from './table.ts'

/** For steps: the checkout of an order that does not exist is a fault. */
export async function changeExistingOrder(
  orderId: string,
  decide: (order: Order) => OrderChange | undefined,
  context: EventContext,
): Promise<Order> {
  const order = await changeOrder(orderId, decide, context)
  if (!order) throw new Error(`The order ${orderId} does not exist`)
  return order
}
