import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { listEvents } from '../table.ts'
import { timelineView } from '../views.ts'
import { visibleOrder } from '../visible-order.ts'
import { getOrderTimeline } from './route.ts'

export const handler = endpoint(getOrderTimeline, async ({ params, query, caller }) => {
  await visibleOrder(params.id, caller)
  const bound = [actor(caller), getOrderTimeline.name, params.id]
  const { items, nextCursor } = await listEvents(params.id, { ...query, bound })
  return { items: items.map(timelineView), nextCursor }
})
