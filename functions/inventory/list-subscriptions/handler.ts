import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import * as table from '../table.ts'
import { subscriptionView } from '../views.ts'
import { listSubscriptions } from './route.ts'

export const handler = endpoint(listSubscriptions, async ({ query, caller }) => {
  const { userId } = userOf(caller)
  const page = await table.listSubscriptions(userId, { ...query, bound: [userId, listSubscriptions.name] })
  return { items: page.items.map(subscriptionView), nextCursor: page.nextCursor }
})
