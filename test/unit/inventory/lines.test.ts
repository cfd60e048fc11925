import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mergeLines, shortagesOf } from '../../../functions/inventory/domain/lines.ts'

const lines = fc.array(
  fc.record({ sku: fc.constantFrom('A', 'B', 'C', 'D'), quantity: fc.integer({ min: 1, max: 1000 }) }),
)

describe('the lines of a basket', () => {
  it('count together when they share a sku, whatever their order', () => {
    fc.assert(
      fc.property(lines, (basket) => {
        const merged = mergeLines(basket)

        expect(new Set(merged.map(({ sku }) => sku)).size).toBe(merged.length)
        expect(merged).toEqual(mergeLines([...basket].reverse()))
        for (const { sku, quantity } of merged) {
          const wanted = basket.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0)
          expect(quantity).toBe(wanted)
        }
      }),
    )
  })

  it('that each fit but not together are short', () => {
    const merged = mergeLines([
      { sku: 'A', quantity: 3 },
      { sku: 'A', quantity: 3 },
    ])

    expect(shortagesOf(merged, new Map([['A', 5]]))).toEqual([{ sku: 'A', requested: 6, available: 5 }])
  })

  it('of an unknown sku are short of everything', () => {
    expect(shortagesOf([{ sku: 'X', quantity: 1 }], new Map())).toEqual([{ sku: 'X', requested: 1, available: 0 }])
  })
})
