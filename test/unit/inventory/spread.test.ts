import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  gatherMoves,
  layOut,
  MAX_SPREAD,
  pickRow,
  rowsOf,
  startRow,
  sumOfRows,
} from '../../../functions/inventory/domain/spread.ts'
import { adjustStock } from '../../../functions/inventory/domain/stock.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { aStock } from './builders.ts'

const rows = fc
  .array(fc.record({ available: fc.nat(9), reserved: fc.nat(9), version: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: MAX_SPREAD,
  })
  .map((all) => all.map((row, shard) => ({ ...row, shard, onHand: row.available + row.reserved })))
const total = (all: readonly { available: number }[]) => all.reduce((sum, row) => sum + row.available, 0)

describe('A stock that is spread', () => {
  it('stays one row as it was, where it is not', () => {
    const stock = aStock({ onHand: 9 })
    expect(layOut(stock, adjustStock(stock, { adjust: 1 }))).toEqual({
      ...stock,
      onHand: 10,
      available: 10,
      version: 2,
    })
  })

  it('has its units laid out evenly, holds where they are, and a higher version, whatever it was before', () => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: MAX_SPREAD }),
        fc.integer({ min: 0, max: 50 }),
        (known, spread, adjust) => {
          const before = sumOfRows(aStock(), known)

          const after = layOut(before, adjustStock(before, { adjust, spread }))

          const laid = rowsOf(after)
          expect(after.available).toBe(before.available + adjust)
          expect(total(laid)).toBe(after.available)
          expect(after.version).toBeGreaterThan(before.version)
          expect(laid.slice(0, known.length).map(({ reserved }) => reserved)).toEqual(
            known.map(({ reserved }) => reserved),
          )
          for (const [n, row] of laid.entries()) {
            expect(row.onHand).toBe(row.reserved + row.available)
            expect(row.version).toBeGreaterThanOrEqual(known[n]?.version ?? 1)
            expect(row.available).toBeLessThanOrEqual(n < spread ? Math.ceil(after.available / spread) : 0)
          }
        },
      ),
    )
  })

  it('sells as long as there are enough units in any rows: from one, or from all together', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 40 }), fc.nat(MAX_SPREAD), (all, units, start) => {
        const row = pickRow(all, units, start)
        if (row) return expect(row.available).toBeGreaterThanOrEqual(units)
        const moves = gatherMoves(all, units)
        const gathered = all[0]!.available + moves.reduce((sum, move) => sum + move.units, 0)
        for (const move of moves) expect(all[move.shard]!.available).toBeGreaterThanOrEqual(move.units)
        // All there is, and no more than is needed.
        expect(gathered).toBe(Math.min(units, total(all)))
      }),
    )
  })

  it('sends references to its rows alike, and each always to the same', () => {
    const counts = Array.from({ length: 8 }, () => 0)
    for (let n = 0; n < 4000; n++) counts[startRow(newId(), 8)]!++
    expect(Math.min(...counts)).toBeGreaterThan(400)
    expect(Math.max(...counts)).toBeLessThan(600)
    expect(startRow('order-1', 8)).toBe(startRow('order-1', 8))
  })
})
