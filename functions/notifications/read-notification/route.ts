import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Notification } from '../schemas.ts'

export const readNotification = defineRoute({
  name: 'read-notification',
  method: 'PUT',
  path: '/api/notifications/{id}/read',
  summary: 'Mark one of your messages as read',
  access: anyUser,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  responses: { 200: z.object({ notification: Notification }) },
  problems: ['NOT_FOUND', 'VERSION_MISMATCH'],
  table: 'write',
})
