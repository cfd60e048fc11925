import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { Tokens } from '../schemas.ts'

export const refresh = defineRoute({
  name: 'refresh',
  method: 'POST',
  path: '/api/users/refresh',
  summary: 'Exchange a refresh token, once, for a new pair of tokens',
  access: 'public',
  ownership: 'caller',
  body: z.strictObject({ refreshToken: z.string().check(z.minLength(1), z.maxLength(512)) }),
  responses: { 200: Tokens },
  problems: ['INVALID_TOKEN'],
  table: 'write',
  uses: ['sign-tokens'],
})
