import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_LINES, MAX_QUANTITY } from '../../../contracts/quantity.ts'
import {
  addLine,
  type Cart,
  findLine,
  mergeCarts,
  removeLine,
  setLine,
  withoutOrdered,
} from '../../../functions/carts/domain/cart.ts'
import { priceCart } from '../../../functions/carts/domain/price-cart.ts'
import { aCart, aLine, aQuote, goods, usd } from './builders.ts'

const quantities = (cart: Cart) => Object.fromEntries(cart.lines.map(({ sku, quantity }) => [sku, quantity]))
const lines = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 99 })), {
    selector: ([sku]) => sku,
  })
  .map((list) => list.map(([sku, quantity]) => aLine(sku, quantity)))

describe('cart', () => {
  it('adds up the units of one sku in one line', () => {
    const cart = addLine(addLine(aCart(), goods('a'), 2), goods('a'), 3)

    expect(quantities(cart)).toEqual({ a: 5 })
  })

  it('refuses more units and more lines than it takes', () => {
    const full = aCart(Array.from({ length: MAX_LINES }, (_, n) => aLine(`sku-${n}`)))

    expect(() => addLine(aCart([aLine('a', MAX_QUANTITY)]), goods('a'), 1)).toThrow(/units at most/)
    expect(() => addLine(full, goods('one-more'), 1)).toThrow(/lines at most/)
    expect(addLine(full, goods('sku-0'), 1).lines).toHaveLength(MAX_LINES)
  })

  it('stays the same when a line is set to what it is', () => {
    const cart = aCart([aLine('a', 2)])

    expect(setLine(cart, goods('a'), 2)).toBe(cart)
    expect(removeLine(cart, 'b')).toBe(cart)
  })

  it('accepts a changed price when the line is set again', () => {
    const cart = setLine(aCart([aLine('a', 2, 1000)]), goods('a', 1200), 2)

    expect(cart.lines[0]!.priceSeen).toEqual(usd(1200))
  })

  it('finds a line by product id only where it is the only one', () => {
    const variants = ['a', 'b'].map((sku) => ({ ...aLine(sku), productId: 'shirt' }))

    expect(findLine(aCart([aLine('a')]), 'product-of-a')?.sku).toBe('a')
    expect(findLine(aCart(variants), 'shirt')).toBeUndefined()
  })
})

describe('merging', () => {
  it('takes the larger quantity of a line that both have', () => {
    const merged = mergeCarts(
      aCart([aLine('a', 2), aLine('b', 5)]),
      aCart([aLine('b', 3), aLine('a', 4), aLine('c', 1)]),
    )

    expect(quantities(merged)).toEqual({ a: 4, b: 5, c: 1 })
  })

  it('changes nothing when repeated', () => {
    fc.assert(
      fc.property(lines, lines, (mine, guests) => {
        const once = mergeCarts(aCart(mine), aCart(guests))
        expect(mergeCarts(once, aCart(guests))).toBe(once)
      }),
    )
  })
})

describe('ordering', () => {
  it('empties the cart that was ordered', () => {
    expect(withoutOrdered(aCart([aLine('a', 2)], 4), 4, [{ sku: 'a', quantity: 2 }]).lines).toEqual([])
  })

  it('keeps what was put in after ordering', () => {
    const cart = aCart([aLine('a', 5), aLine('b', 1)], 6)

    expect(quantities(withoutOrdered(cart, 4, [{ sku: 'a', quantity: 2 }]))).toEqual({ a: 3, b: 1 })
  })

  it('never leaves less than nothing', () => {
    fc.assert(
      fc.property(lines, lines, (inCart, ordered) => {
        const left = withoutOrdered(aCart(inCart, 9), 4, ordered)
        expect(left.lines.every(({ quantity }) => quantity > 0)).toBe(true)
      }),
    )
  })
})

describe('prices', () => {
  it('add up to the total', () => {
    const quotes = new Map([
      ['a', aQuote('a', { price: 1999 })],
      ['b', aQuote('b', { price: 1 })],
    ])

    const priced = priceCart(aCart([aLine('a', 3, 1999), aLine('b', 2, 1)]), quotes)

    expect(priced).toMatchObject({ subtotal: usd(5999), discount: usd(0), total: usd(5999), itemCount: 5, version: 3 })
    expect(priced.lines.map(({ lineTotal }) => lineTotal)).toEqual([usd(5997), usd(2)])
    expect(priced.lines.every((line) => !('problem' in line))).toBe(true)
  })

  it('tell what stands in the way of each line', () => {
    const quotes = new Map([
      ['short', aQuote('short', { available: 1 })],
      ['dearer', aQuote('dearer', { price: 1100 })],
      ['gone', aQuote('gone', { status: 'unavailable' })],
      ['enough', aQuote('enough', { available: 2 })],
      ['foreign', aQuote('foreign', { currency: 'EUR' })],
    ])
    const skus = ['short', 'dearer', 'gone', 'enough', 'unknown', 'foreign']

    const priced = priceCart(aCart(skus.map((sku) => aLine(sku, 2))), quotes)

    expect(priced.lines.map(({ problem }) => problem)).toEqual([
      'OUT_OF_STOCK',
      'PRICE_CHANGED',
      'UNAVAILABLE',
      undefined,
      'UNAVAILABLE',
      'UNAVAILABLE',
    ])
    expect(priced.subtotal).toEqual(usd(2000 + 2200 + 2000))
  })

  it('of an empty cart are zero', () => {
    expect(priceCart(aCart(), new Map())).toMatchObject({ lines: [], subtotal: usd(0), total: usd(0), itemCount: 0 })
  })
})
