import * as z from 'zod/mini'
import { Email } from '../../../contracts/email.ts'
import { PasswordChanged } from '../../../contracts/events/password-changed.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Password } from '../schemas.ts'

export const resetPassword = defineRoute({
  name: 'reset-password',
  method: 'POST',
  path: '/api/users/password/reset',
  summary: 'Set a new password by the code from the e-mail, once; all your sessions end',
  access: 'public',
  ownership: 'caller',
  body: z.strictObject({
    email: z.optional(Email),
    code: z.string().check(z.minLength(1), z.maxLength(64)),
    newPassword: Password,
  }),
  responses: { 204: null },
  problems: ['INVALID_CODE', 'WEAK_PASSWORD', 'CONFLICT'],
  table: 'write',
  emits: [PasswordChanged],
})
