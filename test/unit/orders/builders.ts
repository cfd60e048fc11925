import type { OrderStatus } from '../../../contracts/order-status.ts'
import type { Coupon } from '../../../functions/orders/domain/coupon/coupon.ts'
import { newOrder } from '../../../functions/orders/domain/new-order.ts'
import type { HistoryEntry, Order, OrderLine } from '../../../functions/orders/domain/order.ts'
import { newId } from '../../../functions/shared/ids.ts'

export const at = '2026-11-05T12:00:00.000Z'
export const usd = (amount: number) => ({ amount, currency: 'USD' })

export const anAddress = () => ({
  recipient: 'Ada Sailor',
  phone: '+1 555 0100',
  line1: '1 Harbour Street',
  city: 'Portland',
  postalCode: '04101',
  country: 'US',
})

export const aLine = (line: Partial<OrderLine> = {}): OrderLine => {
  const { quantity = 2, unitPrice = usd(1999) } = line
  const lineTotal = { ...unitPrice, amount: unitPrice.amount * quantity }
  return {
    sku: 'MUG',
    productId: 'prd-mug',
    name: 'Mug',
    quantity,
    unitPrice,
    lineTotal,
    discount: usd(0),
    tax: usd(0),
    ...line,
  }
}

/** The way to each status, without what follows from people. */
const ways: Record<OrderStatus, OrderStatus[]> = {
  PENDING: [],
  AWAITING_PAYMENT: ['AWAITING_PAYMENT'],
  PAID: ['AWAITING_PAYMENT', 'PAID'],
  SHIPPED: ['AWAITING_PAYMENT', 'PAID', 'SHIPPED'],
  DELIVERED: ['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED'],
  COMPLETED: ['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED'],
  CANCELLED: ['CANCELLED'],
  PAYMENT_FAILED: ['AWAITING_PAYMENT', 'PAYMENT_FAILED'],
  PARTIALLY_REFUNDED: ['AWAITING_PAYMENT', 'PAID', 'PARTIALLY_REFUNDED'],
  REFUNDED: ['AWAITING_PAYMENT', 'PAID', 'REFUNDED'],
  NEEDS_ATTENTION: ['AWAITING_PAYMENT', 'NEEDS_ATTENTION'],
}

/** An order with a history that fits its status; `via` names another way there. */
export function anOrder({ via, ...fields }: Partial<Order> & { via?: OrderStatus[] } = {}): Order {
  const status = via?.at(-1) ?? fields.status ?? 'PENDING'
  const placed = newOrder({
    id: fields.id ?? newId(),
    customerId: 'customer-1',
    by: 'customer:customer-1',
    lines: [aLine()],
    shippingAddress: anAddress(),
    at,
  })
  const steps = (via ?? ways[status]).map((each): HistoryEntry => ({ status: each, at, by: 'checkout' }))
  return {
    ...placed,
    history: [...placed.history, ...steps],
    ...fields,
    status,
    version: fields.version ?? steps.length + 1,
  }
}

export const aCoupon = (coupon: Partial<Coupon> = {}): Coupon => ({
  id: newId(),
  code: 'SPRING',
  type: 'percentage',
  value: 10,
  used: 0,
  createdAt: at,
  updatedAt: at,
  version: 1,
  ...coupon,
})
