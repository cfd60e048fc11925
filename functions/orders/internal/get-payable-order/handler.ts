import { getPayableOrder } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { isPayable } from '../../domain/status.ts'
import { findOrder } from '../../table.ts'

export const handler = internal(getPayableOrder, async ({ orderId }) => {
  const order = await findOrder(orderId)
  if (!order) return { order: null }
  const { number, customerId, status, total } = order
  return { order: { orderId, number, customerId, status, total, payable: isPayable(status) } }
})
