import { anyUser, defineRoute } from '../../shared/http/route.ts'

export const readAllNotifications = defineRoute({
  name: 'read-all-notifications',
  method: 'POST',
  path: '/api/notifications/read-all',
  summary: 'Mark all your messages as read',
  access: anyUser,
  ownership: 'caller',
  responses: { 204: null },
  table: 'write',
})
