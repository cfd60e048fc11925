import { describe, expect, it } from '@jest/globals'
import { taskResultOf } from '../../../functions/payments/domain/checkout.ts'

const outcome = { kind: 'captured', paymentId: 'payment-1', amount: { amount: 1999, currency: 'USD' } } as const

describe('the waiting saga', () => {
  it('is told nothing before somebody waits, or before there is something to tell', () => {
    expect(taskResultOf({ orderId: 'order-1', outcome })).toBeUndefined()
    expect(taskResultOf({ orderId: 'order-1', taskTokens: ['token'] })).toBeUndefined()
  })

  it('goes on with the payment', () => {
    expect(taskResultOf({ orderId: 'order-1', taskTokens: ['token'], outcome })).toEqual({
      kind: 'success',
      output: { paymentId: 'payment-1', amount: outcome.amount },
    })
  })

  it('goes on without a payment when there is nothing to pay', () => {
    const waived = { kind: 'waived' } as const
    expect(taskResultOf({ orderId: 'order-1', taskTokens: ['token'], outcome: waived })).toEqual({
      kind: 'success',
      output: { paymentId: null },
    })
  })

  it('ends by its business name when the payment failed or the order was cancelled', () => {
    const failed = { kind: 'failed', paymentId: 'payment-1', reason: 'card_declined' } as const

    expect(taskResultOf({ orderId: 'order-1', taskTokens: ['token'], outcome: failed })).toMatchObject({
      error: 'PaymentFailed',
      cause: 'card_declined',
    })
    expect(taskResultOf({ orderId: 'order-1', taskTokens: ['token'], outcome, closed: 'CUSTOMER' })).toMatchObject({
      error: 'OrderCancelled',
    })
  })
})
