import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { markAsRead } from '../table.ts'
import { inboxNotification } from '../views.ts'
import { readNotification } from './route.ts'

export const handler = endpoint(readNotification, async ({ caller, params, ifMatch }, deps) => ({
  notification: inboxNotification(await markAsRead(userOf(caller).userId, params.id, ifMatch, deps.now)),
}))
