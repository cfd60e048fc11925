import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'

export const logout = defineRoute({
  name: 'logout',
  method: 'POST',
  path: '/api/users/logout',
  summary: 'End the session: its refresh tokens are worth nothing from now on',
  access: anyUser,
  ownership: 'caller',
  body: z.strictObject({ refreshToken: z.optional(z.string().check(z.maxLength(512))) }),
  responses: { 204: null },
  table: 'write',
})
