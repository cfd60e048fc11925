import { getHolds } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { unitsOf } from '../../domain/hold.ts'
import { getOrderHolds } from '../../table.ts'

export const handler = internal(getHolds, async ({ orderIds }) => {
  const holds = await getOrderHolds(orderIds)
  return { holds: holds.map((hold) => ({ orderId: hold.reference, status: hold.status, units: unitsOf(hold) })) }
})
