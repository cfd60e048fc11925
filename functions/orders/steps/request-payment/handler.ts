import { step } from '../../../shared/step.ts'
import { awaitPayment } from '../../domain/checkout-steps.ts'
import { changeExistingOrder } from '../../existing-order.ts'
import { requestPayment } from './step.ts'

export const handler = step(requestPayment, async (input, deps) => {
  const order = await changeExistingOrder(
    input.orderId,
    (current) => awaitPayment(current, deps.now.toISOString()),
    deps,
  )
  return { status: order.status }
})
