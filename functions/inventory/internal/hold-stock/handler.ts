import { holdStock } from '../../../../contracts/internal/index.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { holdForPlacement, OutOfStock } from '../../holds.ts'

export const handler = internal(holdStock, async ({ orderId, correlationId, items }) => {
  const deps = { now: new Date(), newId, requestId: orderId, correlationId }
  try {
    await holdForPlacement(orderId, items, deps)
    return { shortages: [] }
  } catch (error) {
    if (error instanceof OutOfStock) return { shortages: [...error.shortages] }
    throw error
  }
})
