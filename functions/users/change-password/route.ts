import * as z from 'zod/mini'
import { PasswordChanged } from '../../../contracts/events/password-changed.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Password } from '../schemas.ts'

export const changePassword = defineRoute({
  name: 'change-password',
  method: 'POST',
  path: '/api/users/password',
  summary: 'Set a new password; your other sessions end, this one stays',
  access: anyUser,
  ownership: 'caller',
  body: z.strictObject({ currentPassword: Password, newPassword: Password }),
  responses: { 204: null },
  problems: ['INVALID_CREDENTIALS', 'WEAK_PASSWORD', 'TOO_MANY_REQUESTS', 'CONFLICT', 'NOT_FOUND'],
  table: 'write',
  emits: [PasswordChanged],
})
