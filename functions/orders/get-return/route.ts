import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute, roles } from '../../shared/http/route.ts'
import { Return } from '../return-schemas.ts'

export const getReturn = defineRoute({
  name: 'get-return',
  method: 'GET',
  path: '/api/orders/{id}/returns/{returnId}',
  summary: 'A return, and how far its refund is',
  access: { roles, scopes: ['orders:read'] },
  ownership: 'resource',
  params: z.strictObject({ id: Id, returnId: Id }),
  responses: { 200: z.object({ return: Return }) },
  problems: ['NOT_FOUND'],
  table: 'read',
})
