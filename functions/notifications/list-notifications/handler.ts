import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { listInbox } from '../table.ts'
import { inboxNotification } from '../views.ts'
import { listNotifications } from './route.ts'

export const handler = endpoint(listNotifications, async ({ caller, query: { limit, cursor, unread } }) => {
  const { userId } = userOf(caller)
  const unreadOnly = unread === 'true'
  const page = await listInbox(userId, unreadOnly, {
    limit,
    cursor,
    bound: [userId, listNotifications.name, unreadOnly],
  })
  return { items: page.items.map(inboxNotification), nextCursor: page.nextCursor }
})
