import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Preferences, PreferencesChange } from '../schemas.ts'

export const updatePreferences = defineRoute({
  name: 'update-preferences',
  method: 'PUT',
  path: '/api/notifications/preferences',
  summary: 'Change which messages you get; what is left out stays as it is',
  access: anyUser,
  ownership: 'caller',
  body: PreferencesChange,
  responses: { 200: Preferences },
  problems: ['VERSION_MISMATCH', 'CONFLICT'],
  headers: { answer: ['ETag'] },
  table: 'write',
})
