import { getShippingDetails } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { endedUnsent } from '../../domain/status.ts'
import { findOrder } from '../../table.ts'

export const handler = internal(getShippingDetails, async ({ orderId }) => {
  const order = await findOrder(orderId)
  if (!order) return { order: null }
  const lines = order.lines.map(({ sku, quantity }) => ({ sku, quantity }))
  return {
    order: {
      orderId,
      closed: endedUnsent(order),
      number: order.number,
      customerId: order.customerId,
      address: order.shippingAddress,
      lines,
    },
  }
})
