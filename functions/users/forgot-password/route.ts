import * as z from 'zod/mini'
import { Email } from '../../../contracts/email.ts'
import { PasswordResetRequested } from '../../../contracts/events/password-reset-requested.ts'
import { defineRoute } from '../../shared/http/route.ts'

export const forgotPassword = defineRoute({
  name: 'forgot-password',
  method: 'POST',
  path: '/api/users/password/forgot',
  summary: 'Have a one-time code mailed to the address, if it has an account; the answer is the same if not',
  access: 'public',
  ownership: 'caller',
  body: z.strictObject({ email: Email }),
  responses: { 202: null },
  table: 'write',
  emits: [PasswordResetRequested],
})
