import { step } from '../../../shared/step.ts'
import { park } from '../../domain/parking.ts'
import { changeExistingOrder } from '../../existing-order.ts'
import { parkOrder } from './step.ts'

export const handler = step(parkOrder, async (input, deps) => {
  const order = await changeExistingOrder(
    input.orderId,
    (current) => park(current, input, deps.now.toISOString()),
    deps,
  )
  return { status: order.status }
})
