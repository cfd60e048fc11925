import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { defaultRates } from '../../../functions/orders/domain/tax-and-shipping/default-rates.ts'
import { type CountryRates, ratesFor } from '../../../functions/orders/domain/tax-and-shipping/rates.ts'
import { totalsOf } from '../../../functions/orders/domain/totals.ts'
import { aLine, usd } from './builders.ts'

const noTax: CountryRates = { taxBasisPoints: 0, taxesShipping: false, shipping: {} }
const sumOf = (amounts: readonly { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0)

const someLines = fc
  .array(fc.record({ quantity: fc.integer({ min: 1, max: 500 }), amount: fc.integer({ min: 0, max: 50_000 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((lines) => lines.map(({ quantity, amount }, n) => aLine({ sku: `S${n}`, quantity, unitPrice: usd(amount) })))
const someRates = fc.record({
  taxBasisPoints: fc.integer({ min: 0, max: 3000 }),
  taxesShipping: fc.boolean(),
  shipping: fc.record({
    USD: fc.record({ fee: fc.integer({ min: 0, max: 5000 }), freeFrom: fc.integer({ min: 0, max: 100_000 }) }),
  }),
})
const someReduction = fc.option(
  fc.record({ discount: fc.integer({ min: 0, max: 30_000_000 }).map(usd), freeShipping: fc.boolean() }),
  { nil: undefined },
)

describe('the totals of an order', () => {
  it('add up to the cent: the lines’ discounts and taxes to the order’s, and all of it to the total', () => {
    fc.assert(
      fc.property(someLines, someRates, someReduction, (lines, rates, reduction) => {
        const order = totalsOf(lines, rates, reduction)
        const { subtotal, discount, shippingFee, shippingTax, tax, total } = order
        expect(subtotal.amount).toBe(sumOf(lines.map((line) => line.lineTotal)))
        expect(total.amount).toBe(subtotal.amount - discount.amount + shippingFee.amount + tax.amount)
        expect(sumOf(order.lines.map((line) => line.discount))).toBe(discount.amount)
        expect(sumOf(order.lines.map((line) => line.tax)) + shippingTax.amount).toBe(tax.amount)
        expect(discount.amount).toBeLessThanOrEqual(subtotal.amount)
        for (const line of order.lines) {
          expect(line.discount.amount).toBeLessThanOrEqual(line.lineTotal.amount)
          expect(line.tax.amount).toBeGreaterThanOrEqual(0)
        }
        if (!rates.taxesShipping || reduction?.freeShipping) expect(shippingTax.amount).toBe(0)
      }),
    )
  })

  it('round the tax half up, once for the rate and not once for each line', () => {
    const rates = { ...noTax, taxBasisPoints: 1900 }
    const lines = Array.from({ length: 3 }, (_, n) => aLine({ sku: `S${n}`, quantity: 1, unitPrice: usd(50) }))
    // 19 % of 1.50 is 28.5 cents.
    const order = totalsOf(lines, rates)
    expect(order.tax).toEqual(usd(29))
    expect(order.lines.map((line) => line.tax.amount)).toEqual([10, 10, 9])
  })

  it('tax what is paid: the price less the discount', () => {
    const order = totalsOf(
      [aLine({ quantity: 1, unitPrice: usd(10_000) })],
      { ...noTax, taxBasisPoints: 2000 },
      {
        discount: usd(2500),
        freeShipping: false,
      },
    )
    expect(order).toMatchObject({ discount: usd(2500), tax: usd(1500), total: usd(9000) })
  })

  it('charge shipping below the subtotal from which it is free, and a coupon does not take that away', () => {
    const rates = { ...noTax, shipping: { USD: { fee: 599, freeFrom: 5000 } } }
    const of = (amount: number, discount = 0) =>
      totalsOf([aLine({ quantity: 1, unitPrice: usd(amount) })], rates, {
        discount: usd(discount),
        freeShipping: false,
      })
    expect(of(4999).shippingFee).toEqual(usd(599))
    expect(of(5000).shippingFee).toEqual(usd(0))
    expect(of(5000, 4000).shippingFee).toEqual(usd(0))
  })

  it('tax the shipping fee where the country does', () => {
    const rates = { taxBasisPoints: 2000, taxesShipping: true, shipping: { USD: { fee: 1000 } } }
    const order = totalsOf([aLine({ quantity: 1, unitPrice: usd(3000) })], rates)
    expect(order).toMatchObject({ tax: usd(800), shippingTax: usd(200), total: usd(4800) })
  })
})

describe('the table of taxes and shipping fees', () => {
  it('has every other country too, and no country by accident', () => {
    expect(ratesFor('DE', defaultRates).taxBasisPoints).toBe(1900)
    expect(ratesFor('US', defaultRates).taxBasisPoints).toBe(0)
    expect(ratesFor('BR', defaultRates)).toBe(defaultRates.elsewhere)
    expect(ratesFor('constructor', defaultRates)).toBe(defaultRates.elsewhere)
  })

  it('holds whole numbers that make sense', () => {
    for (const { taxBasisPoints, shipping } of [...Object.values(defaultRates.countries), defaultRates.elsewhere]) {
      expect(Number.isInteger(taxBasisPoints) && taxBasisPoints >= 0 && taxBasisPoints < 5000).toBe(true)
      for (const { fee, freeFrom = 0 } of Object.values(shipping)) {
        expect(Number.isInteger(fee) && fee >= 0 && Number.isInteger(freeFrom)).toBe(true)
      }
    }
  })
})
