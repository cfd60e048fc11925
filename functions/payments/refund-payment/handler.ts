import { getPayableOrder } from '../../../contracts/internal/index.ts'
import { actor, isStaff } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { call } from '../../shared/internal.ts'
import { logger } from '../../shared/observability/logger.ts'
import { assertCustomerMayRefund } from '../domain/refund.ts'
import { openRefund, type Refunded, settleRefund } from '../refunds.ts'
import { paymentView, refundView } from '../views.ts'
import { visiblePayment } from '../visible-payment.ts'
import { refundPayment } from './route.ts'

const answer = ({ payment, refund }: Refunded) => ({ payment: paymentView(payment), refund: refundView(refund) })

export const handler = endpoint(refundPayment, async ({ body, caller, idempotency }, deps) => {
  const payment = await visiblePayment(body.paymentId, caller)
  if (!isStaff(caller)) {
    const { order } = await call(getPayableOrder, { orderId: payment.orderId })
    assertCustomerMayRefund(payment, body.amount, order?.status)
  }
  const request = {
    id: deps.newId(),
    amount: body.amount,
    reason: body.reason,
    by: actor(caller),
    answeredIn: idempotency?.recordKey,
  }
  const record = (result: Refunded) => idempotency?.record({ status: 201, body: answer(result) })
  const opened = await openRefund(payment, request, deps, (result) => [record(result) ?? []].flat())
  try {
    // The first write guards the key; this one only betters the answer.
    return answer(await settleRefund(opened, deps, (result) => [record(result)?.put ?? []].flat().map(onlyItem)))
  } catch (error) {
    logger.warn('the refund stays pending', { paymentId: payment.id, error: (error as Error).name })
    return answer(opened)
  }
})

const onlyItem = ({ Item }: { Item: Record<string, unknown> | undefined }) => ({ put: { Item } })
