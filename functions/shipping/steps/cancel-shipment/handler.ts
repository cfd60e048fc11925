import { step } from '../../../shared/step.ts'
import { cancelShipment } from '../../shipments.ts'
import { cancelShipmentStep } from './step.ts'

export const handler = step(cancelShipmentStep, async ({ orderId }, deps) => {
  await cancelShipment(orderId, deps)
  return {}
})
