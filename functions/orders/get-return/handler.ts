import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { findReturn } from '../table.ts'
import { returnView } from '../views.ts'
import { visibleOrder } from '../visible-order.ts'
import { getReturn } from './route.ts'

export const handler = endpoint(getReturn, async ({ params, caller }) => {
  await visibleOrder(params.id, caller)
  const found = await findReturn(params.id, params.returnId)
  if (!found) throw notFound('return')
  return { return: returnView(found) }
})
