import { notFound } from '../../shared/errors.ts'
import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import type { Order } from '../domain/order.ts'
import { requestRetry } from '../domain/parking.ts'
import { changeOrder } from '../table.ts'
import { orderView } from '../views.ts'
import { retryOrder } from './route.ts'

// The event starts it: what is accepted here is not lost when Step Functions is away.
export const handler = endpoint(retryOrder, async ({ params, caller, idempotency }, deps) => {
  const order = await changeOrder(
    params.id,
    (current) => requestRetry(current, actor(caller), deps.now.toISOString()),
    deps,
    { also: ({ order: changed }) => (idempotency ? [idempotency.record(answerOf(changed))] : []) },
  )
  if (!order) throw notFound('order')
  return reply(answerOf(order))
})

const answerOf = (order: Order) => ({ status: 202, body: { order: orderView(order) } })
