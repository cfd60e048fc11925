import { step } from '../../../shared/step.ts'
import { commit } from '../../holds.ts'
import { commitStock } from './step.ts'

export const handler = step(commitStock, async ({ orderId }, deps) => {
  const hold = await commit(orderId, deps)
  return { status: hold.status }
})
