import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { markAllAsRead } from '../table.ts'
import { readAllNotifications } from './route.ts'

export const handler = endpoint(readAllNotifications, async ({ caller }, deps) => {
  await markAllAsRead(userOf(caller).userId, deps.now)
  return undefined
})
