import * as z from 'zod/mini'
import { OrderStatus } from '../../../contracts/order-status.ts'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute, roles } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { Order } from '../schemas.ts'

export const listOrders = defineRoute({
  name: 'list-orders',
  method: 'GET',
  path: '/api/orders',
  summary: 'Own orders, or for staff those of everybody; newest first',
  access: { roles, scopes: ['orders:read'] },
  ownership: 'caller',
  query: z.strictObject({
    ...listQuery,
    status: z.optional(OrderStatus),
    /** YYYY-MM-DD in UTC */
    day: z.optional(z.iso.date()),
    /** For staff */
    userId: z.optional(Id),
  }),
  responses: { 200: z.object({ items: z.array(Order), nextCursor: z.nullable(z.string()) }) },
  problems: ['INVALID_CURSOR'],
  table: 'read',
})
