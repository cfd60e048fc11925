import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { changePreferences } from '../table.ts'
import { toPreferences } from '../views.ts'
import { updatePreferences } from './route.ts'

export const handler = endpoint(updatePreferences, async ({ caller, body, ifMatch }) => {
  const preferences = toPreferences(await changePreferences(userOf(caller).userId, body, ifMatch))
  return reply({ body: preferences, headers: { etag: `"${preferences.version}"` } })
})
