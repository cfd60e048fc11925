/** The checkout with steps that do as told. */
import { type Result, type Run, runSaga, type Script, sagaDefinition } from './run-saga.ts'

/** The definition as CloudFormation would fill it in. */
export const checkoutDefinition = () => sagaDefinition('checkout', { PaymentTimeoutSeconds: 900 })

const results: Record<string, Result> = {
  ReserveStock: { Payload: { expiresAt: '2026-11-05T12:15:00.000Z' } },
  AwaitPayment: { paymentId: 'pay_1', amount: { amount: 1999, currency: 'USD' } },
  ReturnPayment: { Payload: { outcome: 'none' } },
}

export const checkoutInput = { orderId: 'order-1', correlationId: 'corr-1', items: [{ sku: 'MUG', quantity: 2 }] }

/** @param retryAfter the error that had ended the checkout of a parked order */
export const runCheckout = (script: Script = {}, retryAfter?: string): Promise<Run> => {
  const { items: _, ...ids } = checkoutInput
  const input = retryAfter ? { ...ids, failure: { Error: retryAfter } } : checkoutInput
  return runSaga({ definition: checkoutDefinition(), input, script, results })
}
