import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { Address } from '../schemas.ts'

export const listAddresses = defineRoute({
  name: 'list-addresses',
  method: 'GET',
  path: '/api/users/addresses',
  summary: 'Your addresses, oldest first',
  access: anyUser,
  ownership: 'caller',
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(Address), nextCursor: z.nullable(z.string()) }) },
  table: 'read',
})
