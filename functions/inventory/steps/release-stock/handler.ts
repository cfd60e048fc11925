import { step } from '../../../shared/step.ts'
import { release } from '../../holds.ts'
import { releaseStock } from './step.ts'

export const handler = step(releaseStock, async ({ orderId }, deps) => {
  await release(orderId, 'checkout', deps)
  return { status: 'RELEASED' }
})
