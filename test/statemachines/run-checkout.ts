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

export const runCheckout = (script: Script = {}): Promise<Run> =>
  runSaga({ definition: checkoutDefinition(), input: checkoutInput, script, results })
