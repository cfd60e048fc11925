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
  const { id, record, doneMeanwhile } = idempotency!
  const prepared = await prepare(userId, body, id)
  const request = { id, customerId: userId, by: actor(caller), note: body.note }
  const answer = {
    record: (placed: Order) => record(answerOf(placed)),
    isGiven: async () => (await doneMeanwhile()) !== undefined,
  }
  const order = await place(prepared, request, answer, deps)
  return reply(answerOf(order))
})

const answerOf = (order: Order) => ({
  status: 201,
  body: { order: orderView(order) },
  headers: { location: `/api/orders/${order.id}`, etag: `"${order.version}"` },
})
