import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Money } from '../money.ts'
import { OrderStatus } from '../order-status.ts'
import { Timestamp } from '../quantity.ts'

/** Orders placed in a span of time, oldest first, page by page: for comparing books. */
export const pageOrders = defineInternal({
  service: 'orders',
  name: 'page-orders',
  timeoutMs: 15_000,
  input: z.object({
    /** Included. */
    placedFrom: Timestamp,
    /** Excluded. */
    placedBefore: Timestamp,
    limit: z.int().check(z.minimum(1), z.maximum(100)),
    /** The last order of the page before. */
    after: z.optional(z.string()),
  }),
  output: z.object({
    orders: z.array(
      z.object({
        orderId: z.string(),
        status: OrderStatus,
        /** How far the goods are: of a parked or partially refunded order its status does not say so. */
        stage: OrderStatus,
        total: Money,
        /** What the order shows as given back, minor units. */
        refunded: z.int(),
        createdAt: Timestamp,
      }),
    ),
    /** Absent: that was the last page. */
    next: z.optional(z.string()),
  }),
})
