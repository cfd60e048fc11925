import { actor } from '../../shared/http/caller.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import type { Order } from '../domain/order.ts'
import { orderView } from '../views.ts'
import { place } from './place.ts'
import { prepare } from './prepare.ts'
import { placeOrder } from './route.ts'

export const handler = endpoint(placeOrder, async ({ body, caller, idempotency }, deps) => {
  const { userId } = userOf(caller)
  const { id } = idempotency!
  const prepared = await prepare(userId, body, id)
  const request = { id, customerId: userId, by: actor(caller), note: body.note }
  const order = await place(prepared, request, (placed) => idempotency!.record(answerOf(placed)), deps)
  return reply(answerOf(order))
})

const answerOf = (order: Order) => ({
  status: 201,
  body: { order: orderView(order) },
  headers: { location: `/api/orders/${order.id}`, etag: `"${order.version}"` },
})
