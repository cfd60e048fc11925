import { getPayableOrder } from '../../../contracts/internal/index.ts'
import { notFound, Problem } from '../../shared/errors.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { call } from '../../shared/internal.ts'
import { chargePayment, openPayment, refusalOf } from '../charge.ts'
import { callbackUrl } from '../providers/index.ts'
import { getCheckout } from '../table.ts'
import { paymentView } from '../views.ts'
import { createPayment } from './route.ts'

export const handler = endpoint(createPayment, async ({ body, caller, idempotency }, deps) => {
  const { order } = await call(getPayableOrder, { orderId: body.orderId })
  if (order?.customerId !== userOf(caller).userId) throw notFound('order')
  if (!order.payable) throw refusalOf(await getCheckout(order.orderId), order.status)
  if (order.total.amount === 0) throw new Problem('ORDER_NOT_PAYABLE', 'There is nothing to pay for this order.')
  const payment = await openPayment(order, idempotency, deps)
  const request = {
    paymentId: payment.id,
    orderId: order.orderId,
    amount: payment.amount,
    token: body.method.token,
    callbackUrl: callbackUrl(),
  }
  return { payment: paymentView(await chargePayment(payment, request, idempotency, deps)) }
})
