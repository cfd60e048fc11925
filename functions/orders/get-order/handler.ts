import { endpoint } from '../../shared/http/endpoint.ts'
import { orderView } from '../views.ts'
import { visibleOrder } from '../visible-order.ts'
import { getOrder } from './route.ts'

export const handler = endpoint(getOrder, async ({ params, caller }) => ({
  order: orderView(await visibleOrder(params.id, caller)),
}))
