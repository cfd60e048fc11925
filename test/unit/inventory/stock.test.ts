import { describe, expect, it } from '@jest/globals'
import { adjustStock, levelChanged, statusOf } from '../../../functions/inventory/domain/stock.ts'
import { aStock } from './builders.ts'

describe('the stock of a sku', () => {
  it.each([
    [0, 'out'],
    [1, 'low'],
    [5, 'low'],
    [6, 'in_stock'],
  ])('with %i available of a threshold of 5 is %s', (available, status) => {
    expect(statusOf({ available, lowStockThreshold: 5 })).toBe(status)
  })

  it('is set to a count and keeps what orders reserved out of reach', () => {
    const after = adjustStock(aStock({ onHand: 10, reserved: 4 }), { onHand: 6 })

    expect(after).toMatchObject({ onHand: 6, reserved: 4, available: 2, version: 2 })
  })

  it('is adjusted by a difference', () => {
    expect(adjustStock(aStock({ onHand: 10 }), { adjust: -3, lowStockThreshold: 1 })).toMatchObject({
      onHand: 7,
      available: 7,
      lowStockThreshold: 1,
    })
  })

  it.each([{ onHand: 3 }, { adjust: -7 }, { adjust: -100 }])('never goes below what is reserved: %j', (adjustment) => {
    expect(() => adjustStock(aStock({ onHand: 10, reserved: 4 }), adjustment)).toThrow('reserved')
  })

  it('is news to shoppers when the number or the word changes', () => {
    const stock = aStock({ onHand: 6 })

    expect(levelChanged(stock, { ...stock, version: 2 })).toBe(false)
    expect(levelChanged(stock, { ...stock, available: 5 })).toBe(true)
    expect(levelChanged(stock, { ...stock, lowStockThreshold: 6 })).toBe(true)
  })
})
