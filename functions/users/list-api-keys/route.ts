import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { ApiKey } from '../schemas.ts'

export const listApiKeys = defineRoute({
  name: 'list-api-keys',
  method: 'GET',
  path: '/api/api-keys',
  summary: 'The service keys, newest first, without their texts',
  access: { roles: ['admin'] },
  ownership: 'shop',
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(ApiKey), nextCursor: z.nullable(z.string()) }) },
  table: 'read',
})
