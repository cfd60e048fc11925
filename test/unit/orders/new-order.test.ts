import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_AMOUNT } from '../../../contracts/money.ts'
import { assertInStock, mergeItems, newOrder, priceLines } from '../../../functions/orders/domain/new-order.ts'
import { orderNumberOf } from '../../../functions/orders/domain/order-number.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { aLine, anAddress, at, usd } from './builders.ts'

const quote = (reference: string, amount = 1000, sku = reference) => ({
  reference,
  status: 'active' as const,
  item: { sku, productId: `prd-${sku}`, name: `The ${sku}`, unitPrice: usd(amount) },
})
const thrownBy = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('the lines of a new order', () => {
  it('adds lines that share a sku together, so that their sum is what stock is checked for', () => {
    const items = [
      { reference: 'MUG', quantity: 2 },
      { reference: 'PEN', quantity: 1 },
      { reference: 'MUG', quantity: 3 },
    ]
    expect(mergeItems(items)).toEqual([
      { reference: 'MUG', quantity: 5 },
      { reference: 'PEN', quantity: 1 },
    ])
  })

  it('adds a sku and the product id of the same product together', () => {
    const wanted = [
      { reference: 'MUG', quantity: 2 },
      { reference: 'prd-MUG', quantity: 3 },
    ]
    const lines = priceLines(wanted, [quote('MUG'), quote('prd-MUG', 1000, 'MUG')])
    expect(lines).toMatchObject([{ sku: 'MUG', quantity: 5, lineTotal: usd(5000) }])
  })

  it('takes names and prices from the catalog', () => {
    expect(priceLines([{ reference: 'MUG', quantity: 2 }], [quote('MUG', 1999)])).toEqual([
      {
        sku: 'MUG',
        productId: 'prd-MUG',
        name: 'The MUG',
        quantity: 2,
        unitPrice: usd(1999),
        lineTotal: usd(3998),
      },
    ])
  })

  it('names every line that cannot be bought', () => {
    const wanted = ['OLD', 'NONE', 'SHIRT', 'MUG', 'LOST'].map((reference) => ({ reference, quantity: 1 }))
    const quotes = [
      { reference: 'OLD', status: 'unavailable' as const },
      { reference: 'NONE', status: 'unknown' as const },
      { reference: 'SHIRT', status: 'ambiguous' as const },
      quote('MUG'),
    ]
    expect(thrownBy(() => priceLines(wanted, quotes))).toMatchObject({
      code: 'UNAVAILABLE',
      errors: [{ path: 'OLD' }, { path: 'NONE' }, { path: 'SHIRT' }, { path: 'LOST' }],
    })
  })

  it('names every line that is short, with what there is', () => {
    const shortages = [{ sku: 'MUG', requested: 5, available: 2 }]
    expect(thrownBy(() => assertInStock(shortages))).toMatchObject({
      code: 'OUT_OF_STOCK',
      errors: [{ path: 'MUG', message: '5 wanted, 2 available' }],
    })
    expect(() => assertInStock([])).not.toThrow()
  })

  it('refuses sums that are out of range and mixed currencies', () => {
    const euro = { ...quote('PEN'), item: { ...quote('PEN').item, unitPrice: { amount: 1, currency: 'EUR' } } }
    const one = (reference: string, quantity = 1) => ({ reference, quantity })
    for (const run of [
      () => priceLines([one('MUG', 60_000), one('prd-MUG', 60_000)], [quote('MUG'), quote('prd-MUG', 1000, 'MUG')]),
      () => priceLines([one('MUG', 2)], [quote('MUG', MAX_AMOUNT)]),
      () => priceLines([one('MUG'), one('PEN')], [quote('MUG'), euro]),
    ]) {
      expect(thrownBy(run)).toMatchObject({ code: 'VALIDATION_FAILED' })
    }
  })
})

describe('a new order', () => {
  it('adds up: lines to the subtotal, and the subtotal, discount, fee and tax to the total', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 1000 }), amount: fc.integer({ min: 0, max: 10_000 }) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), (lines) => {
        const order = newOrder({
          id: newId(),
          customerId: 'customer-1',
          by: 'customer:customer-1',
          lines: lines.map(({ quantity, amount }, index) =>
            aLine({ sku: `S${index}`, quantity, unitPrice: usd(amount) }),
          ),
          shippingAddress: anAddress(),
          at,
        })
        const sum = lines.reduce((total, { quantity, amount }) => total + quantity * amount, 0)
        const { subtotal, discount, shippingFee, tax, total } = order
        expect(subtotal.amount).toBe(sum)
        expect(total.amount).toBe(subtotal.amount - discount.amount + shippingFee.amount + tax.amount)
      }),
    )
  })

  it('has a number that people can read, different for orders of the same millisecond', () => {
    const numbers = Array.from({ length: 1000 }, () => orderNumberOf(newId()))
    expect(new Set(numbers).size).toBe(1000)
    for (const number of numbers) expect(number).toMatch(/^TW-[0-9A-HJKMNP-TV-Z]{10}$/)
  })
})
