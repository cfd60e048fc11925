import { describe, expect, it } from '@jest/globals'
import { type Figures, Meter } from '../../../bin/lib/load/meter.ts'
import { judge } from '../../../bin/lib/load/overload.ts'
import { brokenBound, peakOf, sustainableOf } from '../../../bin/lib/load/sustainable.ts'

const figures = (more: Partial<Figures> = {}): Figures => ({
  ...new Meter().figures(),
  seconds: 10,
  goodput: 100,
  purchases: 50,
  purchaseRate: 5,
  p99: 200,
  purchaseP95: 800,
  ...more,
})
const steps = (...broken: (string | undefined)[]) =>
  broken.map((why, n) => ({ ...figures(), rate: n + 1, broken: why }))

describe('A load is borne', () => {
  it('while answers are quick and right, and orders are paid in time', () => {
    expect(brokenBound(figures())).toBeUndefined()
  })

  it.each<[Partial<Figures>, RegExp]>([
    [{ p99: 501 }, /p99 501 ms/],
    [{ refused: 11 }, /1\.1 % refused/],
    [{ timeouts: 11 }, /1\.1 % /],
    [{ failed: 11 }, /1\.1 % /],
    [{ latePurchases: 3 }, /3 orders not paid/],
    [{ purchaseP95: 3001 }, /paid after 3\.0 s/],
  ])('no longer with %j', (more, why) => {
    expect(brokenBound(figures(more))).toMatch(why)
  })

  it('up to the last step before the first that was not', () => {
    expect(sustainableOf(steps(undefined, undefined, 'late', undefined))).toBe(2)
    expect(sustainableOf(steps(undefined, undefined))).toBe(2)
    expect(sustainableOf(steps('late', undefined))).toBeUndefined()
  })

  it('with a peak that one lucky step alone does not make', () => {
    const rates = [10, 60, 30, 32].map((goodput) => ({ goodput, purchaseRate: goodput / 10 }))

    expect(peakOf(rates)).toEqual({ goodput: 45, purchaseRate: 4.5 })
    expect(peakOf(rates.slice(0, 1))).toEqual({ goodput: 10, purchaseRate: 1 })
  })
})

describe('Three times as much', () => {
  const peak = { goodput: 100, purchaseRate: 5 }
  const recoveredAfter = (seconds: number | undefined) =>
    [0, 2, 4, 10, 11].map((since) => ({ since, figures: figures(), isNormal: since === seconds }))
  const broken = (more: Partial<Figures>, recoverySeconds: number | undefined = 4) =>
    judge({ normal: figures(), overload: figures(more), recovery: recoveredAfter(recoverySeconds) }, peak)
      .filter(({ kept }) => !kept)
      .map(({ what }) => what)

  it('is borne where four fifths of the peak are done, the rest is refused at once, and it is soon over', () => {
    const overload = { goodput: 80, purchaseRate: 4, refused: 500, refusedP95: 300 }

    expect(broken(overload, 10)).toEqual([])
  })

  it.each<[string, Partial<Figures>, number | undefined, RegExp]>([
    ['answers', { goodput: 79 }, 4, /^good answers/],
    ['paid orders', { purchaseRate: 3.9 }, 4, /^paid orders/],
    ['quick refusals', { refusedP95: 501 }, 4, /hears so at once/],
    ['Retry-After', { refused: 5, refusedWithoutRetryAfter: 1 }, 4, /when to come again/],
    ['a quick recovery', {}, 11, /as quick as before/],
  ])('is not where %s are missing', (_, more, recoverySeconds, name) => {
    expect(broken(more, recoverySeconds)).toEqual([expect.stringMatching(name)])
  })

  it('is not where it never recovers', () => {
    const verdicts = judge({ normal: figures(), overload: figures(), recovery: recoveredAfter(undefined) }, peak)

    expect(verdicts.at(-1)).toMatchObject({ value: 'never', kept: false })
  })
})

describe('The meter', () => {
  it('tells good answers, refusals, silence and failures apart', () => {
    const meter = new Meter()
    const answer = (status: number, retryAfter?: number) => ({ status, retryAfter, ms: 10, body: { code: 'X' } })

    expect(meter.count('cart', answer(200))).toBe(true)
    for (const each of [answer(503, 1), answer(429), answer(0), answer(500)]) {
      expect(meter.count('cart', each)).toBe(false)
    }

    expect(meter.figures()).toMatchObject({
      refused: 2,
      refusedWithoutRetryAfter: 1,
      timeouts: 1,
      failed: 1,
      failures: { 'cart no answer': 1, 'cart 500 X': 1 },
    })
  })
})
