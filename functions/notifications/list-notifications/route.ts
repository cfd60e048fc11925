import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { Notification } from '../schemas.ts'

export const listNotifications = defineRoute({
  name: 'list-notifications',
  method: 'GET',
  path: '/api/notifications',
  summary: 'Your inbox, newest first',
  access: anyUser,
  ownership: 'caller',
  query: z.strictObject({ ...listQuery, unread: z.optional(z.enum(['true', 'false'])) }),
  responses: { 200: z.object({ items: z.array(Notification), nextCursor: z.nullable(z.string()) }) },
  table: 'read',
})
