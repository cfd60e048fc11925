import { forbidden, notFound } from '../../shared/errors.ts'
import { actor, isStaff } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { move } from '../domain/move.ts'
import { seenTo } from '../domain/parking.ts'
import { changeOrder } from '../table.ts'
import { orderView } from '../views.ts'
import { visibleOrder } from '../visible-order.ts'
import { setOrderStatus } from './route.ts'

export const handler = endpoint(setOrderStatus, async ({ params, body, caller, ifMatch }, deps) => {
  await visibleOrder(params.id, caller)
  const mover = isStaff(caller) ? 'staff' : 'customer'
  if (mover === 'customer' && body.status !== 'CANCELLED') {
    throw forbidden('Customers may only cancel: send the status CANCELLED.')
  }
  const [by, at] = [actor(caller), deps.now.toISOString()]
  const order = await changeOrder(
    params.id,
    (current) =>
      (mover === 'staff' ? seenTo(current, { to: body.status, by, at, reason: body.reason }) : undefined) ??
      move(current, {
        to: body.status,
        mover,
        by,
        at,
        reason: body.reason,
        cancellation: mover === 'staff' ? 'STAFF' : 'CUSTOMER',
        trackingNumber: body.trackingNumber,
      }),
    deps,
    { ifMatch },
  )
  if (!order) throw notFound('order')
  return { order: orderView(order) }
})
