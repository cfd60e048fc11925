import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { User } from '../schemas.ts'

export const getProfile = defineRoute({
  name: 'get-profile',
  method: 'GET',
  path: '/api/users/profile',
  summary: 'Your account',
  access: anyUser,
  ownership: 'caller',
  responses: { 200: z.object({ user: User }) },
  problems: ['INVALID_TOKEN'],
  table: 'read',
})
