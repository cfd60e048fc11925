import { actor } from '../../shared/http/caller.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { newOrder } from '../domain/new-order.ts'
import { saveNewOrder } from '../table.ts'
import { orderView } from '../views.ts'
import { prepare } from './prepare.ts'
import { placeOrder } from './route.ts'

export const handler = endpoint(placeOrder, async ({ body, caller, idempotency }, deps) => {
  const { userId } = userOf(caller)
  const { lines, shippingAddress, cart } = await prepare(userId, body)
  const order = newOrder({
    id: deps.newId(),
    customerId: userId,
    by: actor(caller),
    lines,
    shippingAddress,
    note: body.note,
    at: deps.now.toISOString(),
  })
  const answer = {
    status: 201,
    body: { order: orderView(order) },
    headers: { location: `/api/orders/${order.id}`, etag: `"${order.version}"` },
  }
  await saveNewOrder(order, cart, idempotency!.record(answer), deps)
  return reply(answer)
})
