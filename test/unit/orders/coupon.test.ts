import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assertTerms, type Coupon, changedTerms } from '../../../functions/orders/domain/coupon/coupon.ts'
import { reductionOf } from '../../../functions/orders/domain/coupon/reduction.ts'
import { shopDay } from '../../../functions/orders/domain/coupon/shop-day.ts'
import { aCoupon, usd } from './builders.ts'

const circumstances = {
  subtotal: usd(10_000),
  usedByCustomer: 0,
  now: new Date('2026-11-05T12:00:00Z'),
  timeZone: 'UTC',
  shopCurrency: 'USD',
}
const reduce = (coupon: Partial<Coupon>, more: Partial<typeof circumstances> = {}) =>
  reductionOf(aCoupon(coupon), { ...circumstances, ...more })
const refusal = (coupon: Partial<Coupon>, more: Partial<typeof circumstances> = {}): string => {
  try {
    reduce(coupon, more)
    return 'applies'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('what a coupon takes off', () => {
  it('is its percentage of the subtotal, rounded half up', () => {
    expect(reduce({ type: 'percentage', value: 10 }).discount).toEqual(usd(1000))
    expect(reduce({ type: 'percentage', value: 15 }, { subtotal: usd(30) }).discount).toEqual(usd(5))
  })

  it('is its amount, as money or as minor units of the shop’s currency', () => {
    expect(reduce({ type: 'amount', value: 500 }).discount).toEqual(usd(500))
    expect(reduce({ type: 'amount', value: usd(700) }).discount).toEqual(usd(700))
  })

  it('is the shipping', () => {
    expect(reduce({ type: 'free_shipping', value: undefined })).toEqual({ discount: usd(0), freeShipping: true })
  })

  it('never exceeds the subtotal', () => {
    const value = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(
        value,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (amount, percent, net) => {
          const subtotal = usd(net)
          expect(reduce({ type: 'amount', value: amount }, { subtotal }).discount.amount).toBeLessThanOrEqual(net)
          expect(reduce({ type: 'percentage', value: percent }, { subtotal }).discount.amount).toBeLessThanOrEqual(net)
        },
      ),
    )
  })
})

describe('a coupon is refused', () => {
  it.each<[string, Partial<Coupon>, Partial<typeof circumstances>, string]>([
    ['all uses are taken', { maxUses: 3, used: 3 }, {}, 'COUPON_EXHAUSTED'],
    ['the customer had their share', { maxUsesPerCustomer: 1 }, { usedByCustomer: 1 }, 'COUPON_ALREADY_USED'],
    ['the order is too small', { minSubtotal: 10_001 }, {}, 'COUPON_MINIMUM_NOT_MET'],
    [
      'its minimum is in another currency',
      { minSubtotal: { amount: 1, currency: 'EUR' } },
      {},
      'COUPON_NOT_APPLICABLE',
    ],
    [
      'its amount is in another currency',
      { type: 'amount', value: { amount: 1, currency: 'EUR' } },
      {},
      'COUPON_NOT_APPLICABLE',
    ],
    ['it is too early', { validFrom: '2026-11-06' }, {}, 'COUPON_NOT_YET_VALID'],
    ['it is too late', { validTo: '2026-11-04' }, {}, 'COUPON_EXPIRED'],
  ])('when %s', (_when, coupon, more, code) => {
    expect(refusal(coupon, more)).toBe(code)
  })

  it('when there is none', () => {
    expect(() => reductionOf(undefined, circumstances)).toThrow(expect.objectContaining({ code: 'COUPON_INVALID' }))
  })
})

describe('the days of a coupon', () => {
  const lastDay = { validFrom: '2026-11-05', validTo: '2026-11-05' }

  it.each([
    // Shanghai is 8 hours ahead: its 5th of November begins at 16:00 UTC of the 4th.
    ['Asia/Shanghai', '2026-11-04T15:59:59.999Z', 'COUPON_NOT_YET_VALID'],
    ['Asia/Shanghai', '2026-11-04T16:00:00.000Z', 'applies'],
    ['Asia/Shanghai', '2026-11-05T15:59:59.999Z', 'applies'],
    ['Asia/Shanghai', '2026-11-05T16:00:00.000Z', 'COUPON_EXPIRED'],
    // New York is 5 hours behind.
    ['America/New_York', '2026-11-05T04:59:59.999Z', 'COUPON_NOT_YET_VALID'],
    ['America/New_York', '2026-11-05T05:00:00.000Z', 'applies'],
    ['America/New_York', '2026-11-06T04:59:59.999Z', 'applies'],
    ['America/New_York', '2026-11-06T05:00:00.000Z', 'COUPON_EXPIRED'],
  ])('begin and end at midnight in %s, the last day included: at %s it %s', (timeZone, now, expected) => {
    expect(refusal(lastDay, { timeZone, now: new Date(now) })).toBe(expected)
  })

  it.each([
    // 2026-10-25 has 25 hours in Berlin, 2026-03-29 has 23.
    ['2026-10-25', '2026-10-24T21:59:59Z', 'COUPON_NOT_YET_VALID'],
    ['2026-10-25', '2026-10-24T22:00:00Z', 'applies'],
    ['2026-10-25', '2026-10-25T22:59:59Z', 'applies'],
    ['2026-10-25', '2026-10-25T23:00:00Z', 'COUPON_EXPIRED'],
    ['2026-03-29', '2026-03-28T23:00:00Z', 'applies'],
    ['2026-03-29', '2026-03-29T21:59:59Z', 'applies'],
    ['2026-03-29', '2026-03-29T22:00:00Z', 'COUPON_EXPIRED'],
  ])('are as long as they are when the clocks change: the %s at %s it %s', (day, now, expected) => {
    const coupon = { validFrom: day, validTo: day }
    expect(refusal(coupon, { timeZone: 'Europe/Berlin', now: new Date(now) })).toBe(expected)
  })

  it('are of the shop’s calendar', () => {
    expect(shopDay(new Date('2026-12-31T23:30:00Z'), 'Pacific/Auckland')).toBe('2027-01-01')
    expect(() => shopDay(new Date(), 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('the terms of a coupon', () => {
  it.each([
    ['a percentage of 0', { type: 'percentage', value: 0 }],
    ['a percentage of 101', { type: 'percentage', value: 101 }],
    ['a percentage of money', { type: 'percentage', value: usd(10) }],
    ['a percentage without a value', { type: 'percentage' }],
    ['an amount of nothing', { type: 'amount', value: 0 }],
    ['an amount without a value', { type: 'amount' }],
    ['free shipping with a value', { type: 'free_shipping', value: 5 }],
    ['an end before the beginning', { type: 'percentage', value: 5, validFrom: '2026-02-02', validTo: '2026-02-01' }],
  ] as const)('are refused for %s', (_what, terms) => {
    expect(() => assertTerms(terms)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }))
  })

  it('change field by field, and null takes a limit away', () => {
    const before = aCoupon({ maxUses: 5, minSubtotal: 100 })
    expect(changedTerms(before, { maxUses: null, value: 20 })).toMatchObject({
      value: 20,
      minSubtotal: 100,
      maxUses: undefined,
    })
  })
})
