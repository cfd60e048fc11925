/** The status of an order as a table: from → to → who may. What is not in it is illegal. Pure. */
import type { OrderStatus } from '../../../contracts/order-status.ts'
import type { Order } from './order.ts'

/** Who moves an order: people through the API, the checkout saga, and what other services report. */
export type Mover = 'customer' | 'staff' | 'checkout' | 'payments' | 'carrier'

type Edges = Readonly<Partial<Record<OrderStatus, readonly Mover[]>>>

const refunds: Edges = { PARTIALLY_REFUNDED: ['payments'], REFUNDED: ['payments'] }
/** Compensations may get stuck at any point, also after the order was closed. */
const park: Edges = { NEEDS_ATTENTION: ['checkout'] }

export const transitions: Readonly<Record<OrderStatus, Edges>> = {
  PENDING: {
    AWAITING_PAYMENT: ['checkout'],
    PAYMENT_FAILED: ['checkout'],
    CANCELLED: ['customer', 'staff', 'checkout'],
    ...park,
  },
  AWAITING_PAYMENT: {
    PAID: ['checkout'],
    PAYMENT_FAILED: ['checkout'],
    CANCELLED: ['customer', 'staff', 'checkout'],
    ...park,
  },
  PAID: { SHIPPED: ['staff', 'carrier'], CANCELLED: ['customer', 'staff', 'checkout'], ...refunds, ...park },
  SHIPPED: { DELIVERED: ['staff', 'carrier'], ...refunds, ...park },
  DELIVERED: { COMPLETED: ['staff'], ...refunds, ...park },
  COMPLETED: { ...refunds, ...park },
  // Money went back in part: goods go on from where they were, see `stageOf`.
  PARTIALLY_REFUNDED: { REFUNDED: ['payments'], ...park },
  REFUNDED: { ...park },
  CANCELLED: { ...park },
  PAYMENT_FAILED: { ...park },
  // A person looked and decided; what was paid may also ship, see `stageOf`. A retry ends the checkout as it would have
  // ended, or takes the order back to where it was, see `unparked`.
  NEEDS_ATTENTION: { CANCELLED: ['staff', 'checkout'], PAYMENT_FAILED: ['checkout'] },
}

/** What tells how far the goods are, or that there will be none. */
const stages: readonly OrderStatus[] = ['PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'PAYMENT_FAILED']

/** Its status, and of a parked order the one that it was parked from. */
export function statusBefore({ status, history }: Pick<Order, 'status' | 'history'>): OrderStatus {
  if (status !== 'NEEDS_ATTENTION') return status
  return history.findLast((entry) => entry.status !== 'NEEDS_ATTENTION')?.status ?? status
}

/** How far the goods went, also of an order whose money was given back since, or that is parked. */
export function goodsOf({ status, history }: Pick<Order, 'status' | 'history'>): OrderStatus {
  if (status !== 'REFUNDED' && status !== 'PARTIALLY_REFUNDED' && status !== 'NEEDS_ATTENTION') return status
  return history.findLast((entry) => stages.includes(entry.status))?.status ?? status
}

/** Also of an order whose money was given back since, or that is parked. */
export const goodsAreOut = (order: Pick<Order, 'status' | 'history'>): boolean =>
  ['SHIPPED', 'DELIVERED', 'COMPLETED'].includes(goodsOf(order))

/** Nothing was sent of it, and nothing will be. */
export const endedUnsent = (order: Pick<Order, 'status' | 'history'>): boolean =>
  isClosed(statusBefore(order)) && !goodsAreOut(order)

/**
 * From where the goods may go on. Partially refunded or parked orders do not say so by their status; one whose money was
 * given back moves no goods any more.
 */
export const stageOf = (order: Pick<Order, 'status' | 'history'>): OrderStatus =>
  statusBefore(order) === 'REFUNDED' ? 'REFUNDED' : goodsOf(order)

export function mayMove(order: Pick<Order, 'status' | 'history'>, to: OrderStatus, mover: Mover): boolean {
  if (order.status === to) return false
  const edges = { ...transitions[stageOf(order)], ...transitions[order.status] }
  return edges[to]?.includes(mover) ?? false
}

/** Nothing will be fulfilled. */
export const isClosed = (status: OrderStatus): boolean =>
  status === 'CANCELLED' || status === 'PAYMENT_FAILED' || status === 'REFUNDED'

export const isPayable = (status: OrderStatus): boolean => status === 'PENDING' || status === 'AWAITING_PAYMENT'
