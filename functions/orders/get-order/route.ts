import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute, roles } from '../../shared/http/route.ts'
import { Order } from '../schemas.ts'

export const getOrder = defineRoute({
  name: 'get-order',
  method: 'GET',
  path: '/api/orders/{id}',
  summary: 'An own order, or for staff any',
  access: { roles, scopes: ['orders:read'] },
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  responses: { 200: z.object({ order: Order }) },
  problems: ['NOT_FOUND'],
  table: 'read',
})
