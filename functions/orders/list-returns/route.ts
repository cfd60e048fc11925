import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute, roles } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { Return } from '../return-schemas.ts'

export const listReturns = defineRoute({
  name: 'list-returns',
  method: 'GET',
  path: '/api/orders/{id}/returns',
  summary: 'The returns of an order, oldest first',
  access: { roles, scopes: ['orders:read'] },
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(Return), nextCursor: z.nullable(z.string()) }) },
  problems: ['NOT_FOUND', 'INVALID_CURSOR'],
  table: 'read',
})
