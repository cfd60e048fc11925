import type { OrderStatus } from '../../../contracts/order-status.ts'
import type { Order } from './order.ts'

const paid: readonly OrderStatus[] = ['PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'PARTIALLY_REFUNDED']

/** Paid for, and not given back as a whole. Pure. */
export const isPurchaseOf = (order: Pick<Order, 'status' | 'lines'>, productId: string): boolean =>
  paid.includes(order.status) && order.lines.some((line) => line.productId === productId)
