import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assertCustomerMayRefund, beginRefund, finishRefund } from '../../../functions/payments/domain/refund.ts'
import { aPayment, aRefund } from './builders.ts'

const captured = aPayment({ status: 'CAPTURED', chargeId: 'ch_1' })
const usd = (amount: number) => ({ amount, currency: 'USD' })

describe('a refund', () => {
  it('of a part leaves the rest refundable', () => {
    const begun = beginRefund(captured, usd(500))
    const after = finishRefund(begun.payment, aRefund({ amount: begun.amount }), true)

    expect(after).toMatchObject({ status: 'PARTIALLY_REFUNDED', refunded: 500, refunding: 0 })
    expect(beginRefund(after, undefined).amount).toEqual(usd(1499))
  })

  it('without an amount gives back all that is left', () => {
    const begun = beginRefund(captured, undefined)

    expect(finishRefund(begun.payment, aRefund({ amount: begun.amount }), true).status).toBe('REFUNDED')
  })

  it('that the provider refuses can be tried again', () => {
    const begun = beginRefund(captured, usd(1999))
    const after = finishRefund(begun.payment, aRefund({ amount: begun.amount }), false)

    expect(after).toMatchObject({ status: 'CAPTURED', refunded: 0, refunding: 0 })
  })

  it.each(['PENDING', 'FAILED', 'VOIDED'] as const)('of a %s payment is refused', (status) => {
    expect(() => beginRefund(aPayment({ status }), undefined)).toThrow(
      expect.objectContaining({ code: 'PAYMENT_NOT_REFUNDABLE' }),
    )
  })

  it('never exceeds what was paid, in whatever parts it is asked, confirmed or refused', () => {
    const asks = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 1200 }), succeeds: fc.boolean() }))
    fc.assert(
      fc.property(asks, (parts) => {
        let payment = captured
        for (const { amount, succeeds } of parts) {
          try {
            const begun = beginRefund(payment, usd(amount))
            payment = finishRefund(begun.payment, aRefund({ amount: begun.amount }), succeeds)
          } catch (error) {
            expect(error).toMatchObject({ code: 'REFUND_EXCEEDS_PAYMENT' })
          }
        }

        expect(payment.refunded).toBeLessThanOrEqual(1999)
        expect(payment.refunding).toBe(0)
      }),
    )
  })

  it('by a customer is whole, and only while nothing was sent', () => {
    expect(() => assertCustomerMayRefund(captured, undefined, 'PAID')).not.toThrow()
    expect(() => assertCustomerMayRefund(captured, usd(1999), 'CANCELLED')).not.toThrow()
    expect(() => assertCustomerMayRefund(captured, usd(5), 'PAID')).toThrow('whole')
    expect(() => assertCustomerMayRefund(captured, undefined, 'SHIPPED')).toThrow('SHIPPED')
  })

  it('of more than was paid is told so, to customers too', () => {
    const exceeds = expect.objectContaining({ code: 'REFUND_EXCEEDS_PAYMENT' })
    const refunded = aPayment({ status: 'REFUNDED', refunded: captured.amount.amount })
    expect(() => assertCustomerMayRefund(captured, usd(2000), 'PAID')).toThrow(exceeds)
    expect(() => assertCustomerMayRefund(refunded, undefined, 'REFUNDED')).toThrow(exceeds)
  })
})
