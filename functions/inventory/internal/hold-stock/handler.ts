import { holdStock } from '../../../../contracts/internal/index.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { holdForPlacement, OutOfStock } from '../../holds.ts'

export const handler = internal(holdStock, async ({ requestId, orderId, correlationId, items }) => {
  const deps = { now: new Date(), newId, requestId: orderId, correlationId }
  try {
    const hold = await holdForPlacement({ requestId, orderId, items }, deps)
    return { orderId: hold.reference, shortages: [] }
  } catch (error) {
    if (error instanceof OutOfStock) return { orderId, shortages: [...error.shortages] }
    throw error
  }
})
