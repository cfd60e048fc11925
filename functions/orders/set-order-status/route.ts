import * as z from 'zod/mini'
import { OrderCancelled, OrderCompleted, OrderDelivered, OrderShipped } from '../../../contracts/events/index.ts'
import { OrderStatus } from '../../../contracts/order-status.ts'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Order } from '../schemas.ts'

export const setOrderStatus = defineRoute({
  name: 'set-order-status',
  method: 'PUT',
  path: '/api/orders/{id}/status',
  summary: 'Cancel an own order before it ships; staff also ship, deliver and complete',
  access: anyUser,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    status: OrderStatus,
    reason: z.optional(z.string().check(z.trim(), z.maxLength(500))),
    /** With SHIPPED */
    trackingNumber: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
  }),
  responses: { 200: z.object({ order: Order }) },
  problems: ['NOT_FOUND', 'FORBIDDEN', 'ILLEGAL_TRANSITION', 'VERSION_MISMATCH', 'CONFLICT'],
  table: 'write',
  emits: [OrderShipped, OrderDelivered, OrderCompleted, OrderCancelled],
})
