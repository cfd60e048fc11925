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
  // A person looked and decided; the checkout when its execution is redriven.
  NEEDS_ATTENTION: { CANCELLED: ['staff', 'checkout'] },
}

/** Statuses that people may ask for; the rest follows from payments and the checkout. */
export const settableByPeople: readonly OrderStatus[] = ['SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED']

const fulfilment: readonly OrderStatus[] = ['PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED']

/** How far the goods are. Differs from the status of a partially refunded order only, which still ships. */
export function stageOf(order: Pick<Order, 'status' | 'history'>): OrderStatus {
  if (order.status !== 'PARTIALLY_REFUNDED') return order.status
  return order.history.findLast((entry) => fulfilment.includes(entry.status))?.status ?? 'PAID'
}

export function mayMove(order: Pick<Order, 'status' | 'history'>, to: OrderStatus, mover: Mover): boolean {
  if (order.status === to) return false
  const edges = { ...transitions[stageOf(order)], ...transitions[order.status] }
  return edges[to]?.includes(mover) ?? false
}

/** Nothing will be fulfilled. */
export const isClosed = (status: OrderStatus): boolean =>
  status === 'CANCELLED' || status === 'PAYMENT_FAILED' || status === 'REFUNDED'

export const isPayable = (status: OrderStatus): boolean => status === 'PENDING' || status === 'AWAITING_PAYMENT'
