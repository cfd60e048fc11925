import { notFound } from '../../shared/errors.ts'
import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import type { OrderReturn } from '../domain/return/order-return.ts'
import { returnGoods } from '../domain/return/return-goods.ts'
import { changeWith, putNewReturn } from '../table.ts'
import { returnView } from '../views.ts'
import { visibleOrder } from '../visible-order.ts'
import { createReturn } from './route.ts'

export const handler = endpoint(createReturn, async ({ params, body, caller, ifMatch, idempotency }, deps) => {
  await visibleOrder(params.id, caller)
  const request = { id: deps.newId(), reason: body.reason, by: actor(caller), answeredIn: idempotency?.recordKey }
  const written = await changeWith(
    params.id,
    (order) => returnGoods(order, body.lines, request, deps.now.toISOString()),
    deps,
    {
      ifMatch,
      also: ({ orderReturn }) => [
        ...(idempotency ? [idempotency.record(answerOf(orderReturn))] : []),
        putNewReturn(orderReturn),
      ],
    },
  )
  if (!written?.change) throw notFound('order')
  return reply(answerOf(written.change.orderReturn))
})

const answerOf = (made: OrderReturn) => ({
  status: 201,
  body: { return: returnView(made) },
  headers: { location: `/api/orders/${made.orderId}/returns/${made.id}` },
})
