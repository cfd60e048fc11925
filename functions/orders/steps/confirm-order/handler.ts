import { step } from '../../../shared/step.ts'
import { confirm } from '../../domain/checkout-steps.ts'
import { changeExistingOrder } from '../../existing-order.ts'
import { confirmOrder } from './step.ts'

export const handler = step(confirmOrder, async (input, deps) => {
  const order = await changeExistingOrder(input.orderId, (current) => confirm(current, deps.now.toISOString()), deps)
  return { status: order.status }
})
