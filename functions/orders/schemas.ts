/** What the API answers. */
import * as z from 'zod/mini'
import { PostalAddress } from '../../contracts/address.ts'
import { Money } from '../../contracts/money.ts'
import { OrderStatus } from '../../contracts/order-status.ts'
import { Timestamp } from '../../contracts/quantity.ts'

const Line = z.object({
  sku: z.string(),
  productId: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: Money,
  lineTotal: Money,
  /** The line's share of the order's discount. */
  discount: Money,
  /** On the line total less the discount. */
  tax: Money,
})

export const Order = z.object({
  id: z.string(),
  number: z.string(),
  customerId: z.string(),
  status: OrderStatus,
  lines: z.array(Line),
  subtotal: Money,
  discount: Money,
  shippingFee: Money,
  tax: Money,
  /** The part of the tax that is on the shipping fee; the rest is on the lines. */
  shippingTax: Money,
  /** Always subtotal − discount + shippingFee + tax. */
  total: Money,
  couponCode: z.optional(z.string()),
  shippingAddress: PostalAddress,
  note: z.optional(z.string()),
  payment: z.optional(
    z.object({
      id: z.string(),
      status: z.enum(['PENDING', 'CAPTURED', 'FAILED', 'VOIDED', 'PARTIALLY_REFUNDED', 'REFUNDED']),
      amount: Money,
      refunded: Money,
    }),
  ),
  shipment: z.optional(
    z.object({
      id: z.string(),
      status: z.enum(['REQUESTED', 'DISPATCHED', 'DELIVERED', 'CANCELLED']),
      carrier: z.optional(z.string()),
      trackingNumber: z.optional(z.string()),
    }),
  ),
  /** Only while the order is NEEDS_ATTENTION: its checkout got stuck, and staff look after it. */
  attention: z.optional(
    z.object({
      reason: z.string(),
      since: Timestamp,
      retries: z.int(),
      /** While a retry is under way. */
      retryRequestedAt: z.optional(Timestamp),
    }),
  ),
  history: z.array(z.object({ status: OrderStatus, at: Timestamp, by: z.string(), reason: z.optional(z.string()) })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
})

export const TimelineEntry = z.object({
  eventId: z.string(),
  name: z.string(),
  at: Timestamp,
  data: z.record(z.string(), z.unknown()),
})
