import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'

export const deleteAddress = defineRoute({
  name: 'delete-address',
  method: 'DELETE',
  path: '/api/users/addresses/{id}',
  summary: 'Delete an address; the newest of the others takes over from a default',
  access: anyUser,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  responses: { 204: null },
  problems: ['NOT_FOUND', 'VERSION_MISMATCH', 'CONFLICT'],
  table: 'write',
})
