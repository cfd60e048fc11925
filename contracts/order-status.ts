import * as z from 'zod/mini'

export const orderStatuses = [
  'PENDING',
  'AWAITING_PAYMENT',
  'PAID',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
  'CANCELLED',
  'PAYMENT_FAILED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'NEEDS_ATTENTION',
] as const

export const OrderStatus = z.enum(orderStatuses)
export type OrderStatus = z.infer<typeof OrderStatus>
