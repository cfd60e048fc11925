import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { minorUnits } from '../../../../functions/catalog/domain/import/price.ts'

describe('A decimal price', () => {
  it.each([
    ['19.99', 'USD', 1999],
    ['2.1', 'GBP', 210],
    ['15.000', 'GBP', 1500],
    ['1999', 'JPY', 1999],
    ['1.234', 'KWD', 1234],
    ['-4.50', 'USD', -450],
  ])('%s %s is %d minor units', (text, currency, amount) => {
    expect(minorUnits(text, currency)).toBe(amount)
  })

  it.each(['', '1,5', '$5', '1e3', '.5', '5.', 'NaN', '٣'])('"%s" is no price', (text) => {
    expect(minorUnits(text, 'USD')).toMatch(/is no price/)
  })

  it('comes out exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000_000), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        expect(minorUnits(text, 'USD')).toBe(cents)
      }),
    )
  })
})
