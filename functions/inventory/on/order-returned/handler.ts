import { subscriber } from '../../../shared/subscriber.ts'
import { putBack } from '../../put-back.ts'
import { orderReturned } from './subscriber.ts'

export const handler = subscriber(orderReturned, ({ data }, deps) =>
  putBack({ orderId: data.orderId, requestId: data.returnId, lines: data.items }, deps, deps.handledOnce),
)
