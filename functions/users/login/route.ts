import * as z from 'zod/mini'
import { Email } from '../../../contracts/email.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Password, Tokens } from '../schemas.ts'

export const login = defineRoute({
  name: 'login',
  method: 'POST',
  path: '/api/users/login',
  summary: 'Get an access token and a refresh token',
  access: 'public',
  ownership: 'caller',
  body: z.strictObject({ email: Email, password: Password }),
  responses: { 200: Tokens },
  problems: ['INVALID_CREDENTIALS', 'TOO_MANY_REQUESTS'],
  table: 'write',
  rateLimit: { by: 'address' },
  uses: ['sign-tokens'],
})
