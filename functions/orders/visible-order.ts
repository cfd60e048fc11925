import { notFound } from '../shared/errors.ts'
import { type Caller, isStaff } from '../shared/http/caller.ts'
import type { Order } from './domain/order.ts'
import { findOrder } from './table.ts'

/** The order, when the caller may see it. @throws {Problem} NOT_FOUND for somebody else's as for none. */
export async function visibleOrder(orderId: string, caller: Caller): Promise<Order> {
  const order = await findOrder(orderId)
  const own = caller.kind === 'user' && order?.customerId === caller.userId
  const trusted = isStaff(caller) || (caller.kind === 'service' && caller.scopes.includes('orders:read'))
  if (!order || !(own || trusted)) throw notFound('order')
  return order
}
