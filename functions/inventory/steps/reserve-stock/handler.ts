import { step } from '../../../shared/step.ts'
import { reserve } from '../../holds.ts'
import { reserveStock } from './step.ts'

export const handler = step(reserveStock, async ({ orderId, items }, deps) => {
  const hold = await reserve(orderId, items, deps)
  return { expiresAt: hold.heldUntil }
})
