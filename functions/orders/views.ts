import type * as z from 'zod/mini'
import type * as couponSchemas from './coupon-schemas.ts'
import type { Coupon } from './domain/coupon/coupon.ts'
import type { Order } from './domain/order.ts'
import { reasonOf } from './domain/parking.ts'
import type { Purchases } from './domain/purchase-limit.ts'
import type { OrderReturn } from './domain/return/order-return.ts'
import type { TimelineEntry } from './domain/timeline.ts'
import type * as returnSchemas from './return-schemas.ts'
import type * as schemas from './schemas.ts'

/** Without keys and bookkeeping. */
export const orderView = (order: Order): z.infer<typeof schemas.Order> => ({
  id: order.id,
  number: order.number,
  customerId: order.customerId,
  status: order.status,
  lines: [...order.lines],
  subtotal: order.subtotal,
  discount: order.discount,
  shippingFee: order.shippingFee,
  tax: order.tax,
  shippingTax: order.shippingTax,
  total: order.total,
  ...(order.coupon ? { couponCode: order.coupon.code } : {}),
  shippingAddress: order.shippingAddress,
  ...(order.note ? { note: order.note } : {}),
  ...(order.payment ? { payment: order.payment } : {}),
  ...(order.shipment ? { shipment: order.shipment } : {}),
  ...attentionOf(order),
  history: [...order.history],
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  version: order.version,
})

function attentionOf({ status, attention }: Order): Pick<z.infer<typeof schemas.Order>, 'attention'> {
  if (status !== 'NEEDS_ATTENTION' || !attention) return {}
  const { since, retries, retryRequestedAt } = attention
  return {
    attention: { reason: reasonOf(attention), since, retries, ...(retryRequestedAt ? { retryRequestedAt } : {}) },
  }
}

export const timelineView = ({ eventId, name, at, data }: TimelineEntry): TimelineEntry => ({ eventId, name, at, data })

/** Units bought of a product with a limit for each customer. */
export const purchasesView = ({ productId, units }: Purchases): Purchases => ({ productId, units })

/** Without keys; what it does not limit is absent. */
export const couponView = (coupon: Coupon): z.infer<typeof couponSchemas.Coupon> => ({
  code: coupon.code,
  type: coupon.type,
  value: coupon.value,
  minSubtotal: coupon.minSubtotal,
  validFrom: coupon.validFrom,
  validTo: coupon.validTo,
  maxUses: coupon.maxUses,
  maxUsesPerCustomer: coupon.maxUsesPerCustomer,
  used: coupon.used,
  createdAt: coupon.createdAt,
  updatedAt: coupon.updatedAt,
  version: coupon.version,
})

/** Without who did it and what was due. */
export function returnView(made: OrderReturn): z.infer<typeof returnSchemas.Return> {
  const { id, orderId, lines, shippingRefund, refund, status, reason, createdAt, completedAt } = made
  const shortfall = made.due.amount - refund.amount
  return {
    id,
    orderId,
    lines: [...lines],
    shippingRefund,
    refund,
    ...(shortfall > 0 ? { shortfall: { amount: shortfall, currency: refund.currency } } : {}),
    status,
    reason,
    createdAt,
    ...(completedAt ? { completedAt } : {}),
  }
}
