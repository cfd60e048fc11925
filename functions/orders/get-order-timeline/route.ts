import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute, roles } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { TimelineEntry } from '../schemas.ts'

export const getOrderTimeline = defineRoute({
  name: 'get-order-timeline',
  method: 'GET',
  path: '/api/orders/{id}/timeline',
  summary: 'Everything that happened to an order, across services, oldest first',
  access: { roles, scopes: ['orders:read'] },
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  // An order's whole life is one page.
  query: z.strictObject({ ...listQuery, limit: z._default(listQuery.limit, 100) }),
  responses: { 200: z.object({ items: z.array(TimelineEntry), nextCursor: z.nullable(z.string()) }) },
  problems: ['NOT_FOUND', 'INVALID_CURSOR'],
  table: 'read',
})
