import { getPayableOrder } from '../../../contracts/internal/index.ts'
import { notFound, Problem } from '../../shared/errors.ts'
import type { User } from '../../shared/http/caller.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import type { Idempotency } from '../../shared/http/idempotency.ts'
import { call } from '../../shared/internal.ts'
import type { Admission } from '../../shared/resilience/breaker/breaker.ts'
import { awaitsCharge, beginChargeAgain, chargePayment, openPayment, refusalOf } from '../charge.ts'
import type { Payment } from '../domain/payment.ts'
import { callbackUrl } from '../providers/index.ts'
import { whileProviderAnswers } from '../providers/while-provider-answers.ts'
import { getCheckout, getPayment } from '../table.ts'
import { paymentView } from '../views.ts'
import { createPayment } from './route.ts'

export const handler = endpoint(createPayment, async ({ body, caller, idempotency }, deps) => {
  const known = await begunBy(idempotency)
  const begun = known && (await beginChargeAgain(known, deps))
  if (begun && !awaitsCharge(begun)) return { payment: paymentView(begun) }
  const charge = async (payment: Payment, admission?: Admission) => {
    const request = {
      paymentId: payment.id,
      orderId: payment.orderId,
      amount: payment.amount,
      token: body.method.token,
      callbackUrl: callbackUrl(),
    }
    return { payment: paymentView(await chargePayment(payment, request, idempotency, deps, admission)) }
  }
  if (begun) return charge(begun)
  const order = await payableOrder(body.orderId, userOf(caller))
  // Before anything is written: an order has one payment, and one without a charge would stand in the way of the next.
  return whileProviderAnswers(async (admission) => charge(await openPayment(order, idempotency, deps), admission))
})

/** The payment that an earlier request with the same key opened, and perhaps did not live to charge. */
async function begunBy(idempotency: Idempotency | undefined) {
  if (!idempotency?.replay) return undefined
  return getPayment((JSON.parse(idempotency.replay.body) as { payment: { id: string } }).payment.id)
}

async function payableOrder(orderId: string, user: User) {
  const { order } = await call(getPayableOrder, { orderId })
  if (!order || order.customerId !== user.userId) throw notFound('order')
  if (!order.payable) throw refusalOf(await getCheckout(order.orderId), order.status)
  if (order.total.amount === 0) throw new Problem('ORDER_NOT_PAYABLE', 'There is nothing to pay for this order.')
  return order
}
