import type * as z from 'zod/mini'
import type { Order } from './domain/order.ts'
import type { TimelineEntry } from './domain/timeline.ts'
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
  total: order.total,
  shippingAddress: order.shippingAddress,
  ...(order.note ? { note: order.note } : {}),
  ...(order.payment ? { payment: order.payment } : {}),
  ...(order.shipment ? { shipment: order.shipment } : {}),
  history: [...order.history],
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  version: order.version,
})

export const timelineView = ({ eventId, name, at, data }: TimelineEntry): TimelineEntry => ({ eventId, name, at, data })
