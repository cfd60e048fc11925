import { describe, expect, it } from '@jest/globals'
import type { Entry } from '../../../bin/lib/sums/books.ts'
import { differencesOf, sumsOf } from '../../../bin/lib/sums/check.ts'
import { planRun } from '../../../bin/lib/sums/plan.ts'

const anEntry = (entry: Partial<Entry> = {}): Entry => ({
  orderId: 'order-1',
  ending: 'returned in part',
  status: 'PARTIALLY_REFUNDED',
  total: 1000,
  calledOff: 0,
  refunds: 100,
  returns: 300,
  captured: 1000,
  refunded: 400,
  providerCaptured: 1000,
  providerRefunded: 400,
  units: new Map(),
  isMoving: false,
  ...entry,
})

describe('the check of the books', () => {
  it('holds when what was captured less what went back is what the shop may keep', () => {
    expect(differencesOf(anEntry())).toEqual([])
    expect(sumsOf([anEntry(), anEntry()])).toMatchObject({ totals: 2000, kept: 1200, captured: 2000, refunded: 800 })
  })

  it.each<[string, Partial<Entry>]>([
    ['a cent too much went back', { refunded: 401, providerRefunded: 401 }],
    ['the provider captured something else', { providerCaptured: 999 }],
    ['the provider gave something else back', { providerRefunded: 399 }],
    ['a return was never refunded', { returns: 301 }],
    ['a called off order was charged', { calledOff: 600, refunds: 0, returns: 0 }],
    ['more went back than came in', { captured: 300, providerCaptured: 300 }],
    ['something is still on its way', { isMoving: true }],
  ])('fails when %s', (_when, wrong) => {
    expect(differencesOf(anEntry(wrong))).not.toEqual([])
  })

  it('plans the same run for the same seed', () => {
    expect(planRun(50, 7)).toEqual(planRun(50, 7))
    expect(planRun(50, 7)).not.toEqual(planRun(50, 8))
  })
})
