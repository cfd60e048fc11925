import { forbidden } from '../../shared/errors.ts'
import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { listAll, listByCustomer } from '../table.ts'
import { orderView } from '../views.ts'
import { listOrders } from './route.ts'

export const handler = endpoint(listOrders, async ({ query, caller }) => {
  const own = caller.kind === 'user' && caller.role === 'customer' ? caller.userId : undefined
  const { limit, cursor, status, day, userId = own } = query
  if (own !== undefined && userId !== own) throw forbidden('Only staff may list the orders of others.')
  const page = { limit, cursor, bound: [actor(caller), listOrders.name, status, day, userId] }
  const filter = { status, day }
  const { items, nextCursor } = await (userId === undefined
    ? listAll(filter, page)
    : listByCustomer(userId, filter, page))
  return { items: items.map(orderView), nextCursor }
})
