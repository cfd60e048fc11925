import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute } from '../../shared/http/route.ts'

export const deleteApiKey = defineRoute({
  name: 'delete-api-key',
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  summary: 'End a service key at once',
  access: { roles: ['admin'] },
  ownership: 'shop',
  params: z.strictObject({ id: Id }),
  responses: { 204: null },
  problems: ['NOT_FOUND'],
  table: 'write',
})
