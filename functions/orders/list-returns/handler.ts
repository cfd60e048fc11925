import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import * as table from '../table.ts'
import { returnView } from '../views.ts'
import { visibleOrder } from '../visible-order.ts'
import { listReturns } from './route.ts'

export const handler = endpoint(listReturns, async ({ params, query, caller }) => {
  await visibleOrder(params.id, caller)
  const bound = [actor(caller), listReturns.name, params.id]
  const { items, nextCursor } = await table.listReturns(params.id, { ...query, bound })
  return { items: items.map(returnView), nextCursor }
})
