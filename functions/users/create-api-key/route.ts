import * as z from 'zod/mini'
import { Timestamp } from '../../../contracts/quantity.ts'
import { defineRoute, scopes } from '../../shared/http/route.ts'
import { ApiKey } from '../schemas.ts'

export const createApiKey = defineRoute({
  name: 'create-api-key',
  method: 'POST',
  path: '/api/api-keys',
  summary: 'Make a service key. Its text is shown this once: a repeated request answers without it',
  access: { roles: ['admin'] },
  ownership: 'shop',
  body: z.strictObject({
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
    scopes: z.array(z.enum(scopes)).check(z.minLength(1), z.maxLength(scopes.length)),
    expiresAt: z.optional(Timestamp),
  }),
  responses: { 201: z.object({ apiKey: z.object({ ...ApiKey.shape, key: z.optional(z.string()) }) }) },
  idempotency: 'optional',
  table: 'write',
})
