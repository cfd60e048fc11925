import { step } from '../../../shared/step.ts'
import { closeAndReturn } from '../../return-money.ts'
import { returnPayment } from './step.ts'

export const handler = step(returnPayment, async ({ orderId, reason }, deps) => {
  const { outcome } = await closeAndReturn(orderId, reason, deps)
  return { outcome }
})
