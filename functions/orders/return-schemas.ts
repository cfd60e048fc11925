import * as z from 'zod/mini'
import { Money } from '../../contracts/money.ts'
import { Timestamp } from '../../contracts/quantity.ts'
import { returnStatuses } from './domain/return/order-return.ts'

export const Return = z.object({
  id: z.string(),
  orderId: z.string(),
  lines: z.array(
    z.object({
      sku: z.string(),
      quantity: z.int(),
      /** Its share of what the line cost: total less discount, with tax. */
      refund: Money,
    }),
  ),
  /** The shipping fee with its tax, given back with the last units of the order. */
  shippingRefund: Money,
  /** What goes back: lines and shipping, less the shortfall. */
  refund: Money,
  /** What does not go back, because earlier refunds left less of the payment. */
  shortfall: z.optional(Money),
  status: z.enum(returnStatuses),
  reason: z.string(),
  createdAt: Timestamp,
  /** When the refund ended. */
  completedAt: z.optional(Timestamp),
})
