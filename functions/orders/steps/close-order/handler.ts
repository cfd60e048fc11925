import { step } from '../../../shared/step.ts'
import { close } from '../../domain/checkout-steps.ts'
import { changeExistingOrder } from '../../existing-order.ts'
import { closeOrder } from './step.ts'

export const handler = step(closeOrder, async (input, deps) => {
  const order = await changeExistingOrder(
    input.orderId,
    (current) => close(current, input.failure, deps.now.toISOString()),
    deps,
  )
  return { status: order.status }
})
