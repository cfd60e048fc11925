import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { afterNews, closesAbove, newsOf } from '../../../functions/inventory/domain/alert.ts'
import type { Stock } from '../../../functions/inventory/domain/stock.ts'
import { aStock } from './builders.ts'

const at = (available: number, more: Partial<Stock> = {}) => aStock({ onHand: available, ...more })

/** What is told while the level goes through these numbers. */
function told(levels: readonly number[], lowStockThreshold: number): string[] {
  let row = aStock({ lowStockThreshold })
  return levels.flatMap((available, n) => {
    row = { ...row, available }
    const news = newsOf(row)
    row = afterNews(row, news, `alert-${n}`)
    return news.alert ? [news.alert] : []
  })
}

describe('a low-stock alert', () => {
  it('opens at the threshold and closes a fifth above it, at least one unit', () => {
    expect([0, 1, 5, 6, 100].map(closesAbove)).toEqual([1, 2, 6, 8, 120])
    expect(told([6, 5, 6, 7], 5)).toEqual(['open', 'close'])
    expect(told([0, 1, 2], 0)).toEqual(['open', 'close'])
  })

  it('does not flap while single units come and go around the threshold', () => {
    expect(told([6, 5, 6, 5, 6, 5, 4, 5, 6], 5)).toEqual(['open'])
  })

  it('opens and closes in turns, whatever the level does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), fc.nat(20), (levels, threshold) => {
        const changes = told(levels, threshold)
        expect(changes).toEqual(changes.map((_, n) => (n % 2 === 0 ? 'open' : 'close')))
      }),
    )
  })

  it('follows a changed threshold', () => {
    expect(newsOf(at(8, { lowStockThreshold: 10 })).alert).toBe('open')
    expect(newsOf(at(8, { lowStockThreshold: 5, openAlert: 'alert-1' })).alert).toBe('close')
  })
})

describe('a row that somebody waits for', () => {
  it('is back with its first unit, once', () => {
    const back = at(1, { wanted: true })

    expect(newsOf(at(0, { wanted: true })).isBack).toBe(false)
    expect(newsOf(back).isBack).toBe(true)
    expect(newsOf(afterNews(back, newsOf(back), 'alert-1')).isBack).toBe(false)
  })
})
