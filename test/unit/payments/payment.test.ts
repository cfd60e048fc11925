import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  applyCharge,
  type Charge,
  isCaptured,
  nextCheckAt,
  type Payment,
  type PaymentStatus,
} from '../../../functions/payments/domain/payment.ts'
import { aCharge, aPayment, NOW } from './builders.ts'

const words = ['PENDING', 'REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'VOIDED'] as const

describe('what a provider says of a charge', () => {
  it.each<[PaymentStatus, Charge['status'], PaymentStatus]>([
    ['PENDING', 'CAPTURED', 'CAPTURED'],
    ['PENDING', 'FAILED', 'FAILED'],
    ['REQUIRES_ACTION', 'AUTHORIZED', 'AUTHORIZED'],
    ['AUTHORIZED', 'VOIDED', 'VOIDED'],
    ['CAPTURED', 'AUTHORIZED', 'CAPTURED'],
    ['CAPTURED', 'FAILED', 'CAPTURED'],
    ['REFUNDED', 'CAPTURED', 'REFUNDED'],
    ['VOIDED', 'FAILED', 'VOIDED'],
    ['FAILED', 'CAPTURED', 'CAPTURED'],
    ['VOIDED', 'CAPTURED', 'CAPTURED'],
  ])('turns %s by %s into %s', (status, word, expected) => {
    const payment = aPayment({ status, chargeId: 'ch_1' })

    expect((applyCharge(payment, aCharge({ status: word })) ?? payment).status).toBe(expected)
  })

  it('ends captured in whatever order callbacks come, once one says so', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...words], { minLength: 1 }), (order) => {
        const end = order.reduce<Payment>(
          (payment, status) => applyCharge(payment, aCharge({ status })) ?? payment,
          aPayment(),
        )

        expect(isCaptured(end.status)).toBe(order.includes('CAPTURED'))
      }),
    )
  })

  it('never counts with another amount or currency', () => {
    expect(() => applyCharge(aPayment(), aCharge({ amount: { amount: 1, currency: 'USD' } }))).toThrow('amount')
    expect(() => applyCharge(aPayment(), aCharge({ amount: { amount: 1999, currency: 'EUR' } }))).toThrow('amount')
  })

  it('is nothing new when it is said twice', () => {
    const first = applyCharge(aPayment(), aCharge())!

    expect(applyCharge(first, aCharge())).toBeUndefined()
  })

  it('has no id while there is no charge, so that a late one is found by its payment', () => {
    const { id: _, ...word } = aCharge({ status: 'FAILED' })
    const failed = applyCharge(aPayment(), word)!

    expect(failed.chargeId).toBeUndefined()
    expect(applyCharge(failed, word)).toBeUndefined()
    expect(applyCharge(failed, aCharge({ id: 'ch_real' }))).toMatchObject({ status: 'CAPTURED', chargeId: 'ch_real' })
  })

  it('is asked for ever less often', () => {
    const waits = [0, 1, 2, 9].map((checks) => (Date.parse(nextCheckAt(NOW, checks)) - NOW.getTime()) / 1000)

    expect(waits).toEqual([30, 60, 120, 300])
  })
})
