import { step } from '../../../shared/step.ts'
import { announce } from '../../domain/checkout-steps.ts'
import { changeExistingOrder } from '../../existing-order.ts'
import { announceOrder } from './step.ts'

export const handler = step(announceOrder, async (input, deps) => {
  const order = await changeExistingOrder(input.orderId, (current) => announce(current, deps.now.toISOString()), deps)
  return { status: order.status }
})
