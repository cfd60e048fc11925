import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { getPreferencesItem } from '../table.ts'
import { toPreferences } from '../views.ts'
import { getPreferences } from './route.ts'

export const handler = endpoint(getPreferences, async ({ caller }) => {
  const body = toPreferences(await getPreferencesItem(userOf(caller).userId))
  return reply({ body, headers: { etag: `"${body.version}"` } })
})
