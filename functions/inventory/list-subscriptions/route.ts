import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { Subscription } from '../schemas.ts'

export const listSubscriptions = defineRoute({
  name: 'list-subscriptions',
  method: 'GET',
  path: '/api/inventory/subscriptions',
  summary: 'What you wait for to be back in stock, newest first',
  access: anyUser,
  ownership: 'caller',
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(Subscription), nextCursor: z.nullable(z.string()) }) },
  problems: ['INVALID_CURSOR'],
  table: 'read',
})
