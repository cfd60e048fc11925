import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_AMOUNT } from '../../../contracts/money.ts'
import {
  add,
  allocate,
  CurrencyMismatch,
  equals,
  min,
  multiply,
  share,
  subtract,
  sum,
  zero,
} from '../../../functions/shared/money.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const amounts = fc.integer({ min: 0, max: MAX_AMOUNT }).map(usd)
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 60 })

describe('money', () => {
  it('adds and subtracts as inverse operations', () => {
    fc.assert(fc.property(amounts, amounts, (a, b) => expect(subtract(add(a, b), b)).toEqual(a)))
  })

  it('sums to the same amount in any order', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 50 }), (list) => {
        expect(sum(list, 'USD')).toEqual(sum([...list].reverse(), 'USD'))
      }),
    )
  })

  it('sums nothing to zero of the currency asked for', () => {
    expect(sum([], 'EUR')).toEqual(zero('EUR'))
  })

  it('multiplies like repeated addition', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 40 }), (price, quantity) => {
        expect(multiply(price, quantity)).toEqual(sum(Array(quantity).fill(price), 'USD'))
      }),
    )
  })

  it('refuses to calculate with two currencies', () => {
    const euro = { amount: 1, currency: 'EUR' }
    expect(() => add(usd(1), euro)).toThrow(CurrencyMismatch)
    expect(() => sum([usd(1)], 'EUR')).toThrow(CurrencyMismatch)
    expect(() => min(usd(1), euro)).toThrow(CurrencyMismatch)
    expect(equals(usd(1), euro)).toBe(false)
  })

  it('refuses fractions and amounts that a number cannot hold exactly', () => {
    expect(() => multiply(usd(100), 0.5)).toThrow(RangeError)
    expect(() => multiply(usd(Number.MAX_SAFE_INTEGER), 2)).toThrow(RangeError)
    expect(() => share(usd(100), 1.5)).toThrow(RangeError)
  })

  it('rounds a share half up to a minor unit', () => {
    expect([share(usd(150), 500), share(usd(149), 500), share(usd(1999), 1000)]).toEqual([usd(8), usd(7), usd(200)])
  })

  it('takes exact shares of large amounts', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const exact = Number((BigInt(amount.amount) * BigInt(basisPoints) + 5_000n) / 10_000n)
        expect(share(amount, basisPoints)).toEqual(usd(exact))
      }),
    )
  })

  describe('allocation', () => {
    it('never loses or invents a unit', () => {
      fc.assert(
        fc.property(amounts, weights, (amount, ratio) => {
          expect(sum(allocate(amount, ratio), 'USD')).toEqual(amount)
        }),
      )
    })

    it('is within one unit of the exact part', () => {
      fc.assert(
        fc.property(amounts, weights, (amount, ratio) => {
          const total = ratio.reduce((a, b) => a + b, 0)
          fc.pre(total > 0)
          for (const [index, part] of allocate(amount, ratio).entries()) {
            const floor = Number((BigInt(amount.amount) * BigInt(ratio[index]!)) / BigInt(total))
            expect(part.amount - floor).toBeGreaterThanOrEqual(0)
            expect(part.amount - floor).toBeLessThanOrEqual(1)
          }
        }),
      )
    })

    it('gives the units left over to the largest remainders, earlier parts first', () => {
      expect(allocate(usd(100), [1, 1, 1])).toEqual([usd(34), usd(33), usd(33)])
      expect(allocate(usd(10), [1, 5, 3])).toEqual([usd(1), usd(6), usd(3)])
      expect(allocate(usd(-100), [1, 1, 1])).toEqual([usd(-34), usd(-33), usd(-33)])
    })

    it('gives everything to the first part when no part has a weight', () => {
      expect(allocate(usd(5), [0, 0])).toEqual([usd(5), usd(0)])
    })

    it('refuses no parts and odd weights', () => {
      expect(() => allocate(usd(1), [])).toThrow(RangeError)
      expect(() => allocate(usd(1), [-1])).toThrow(RangeError)
      expect(() => allocate(usd(1), [0.5])).toThrow(RangeError)
    })
  })
})
