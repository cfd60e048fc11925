import { subscriber } from '../../../shared/subscriber.ts'
import { settleReturn } from '../../domain/return/settle-return.ts'
import { findOrder, findReturn, saveSettledReturn } from '../../table.ts'
import { settleReturns } from './subscriber.ts'

export const handler = subscriber(settleReturns, async ({ data }, deps) => {
  const { orderId, returnId } = data
  const [order, orderReturn] = await Promise.all([findOrder(orderId), findReturn(orderId, returnId)])
  if (!order || !orderReturn) throw new Error(`The order ${orderId} has no return ${returnId}`)
  const settled = settleReturn(orderReturn, data, deps.now.toISOString())
  if (settled) await saveSettledReturn(settled, order, deps.handledOnce, deps)
})
