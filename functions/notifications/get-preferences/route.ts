import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Preferences } from '../schemas.ts'

export const getPreferences = defineRoute({
  name: 'get-preferences',
  method: 'GET',
  path: '/api/notifications/preferences',
  summary: 'Which messages you get on which channel',
  access: anyUser,
  ownership: 'caller',
  responses: { 200: Preferences },
  headers: { answer: ['ETag'] },
  table: 'read',
})
