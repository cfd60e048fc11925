import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { quietUntil } from '../../../functions/notifications/domain/quiet-hours.ts'

const until = (at: string, from: string, to: string, timeZone: string) =>
  quietUntil(new Date(at), { from, to, timeZone })?.toISOString()

describe('quiet hours', () => {
  it('go over midnight in the time zone of the person', () => {
    const inShanghai = (at: string) => until(at, '22:00', '07:00', 'Asia/Shanghai')

    expect(inShanghai('2026-03-01T13:59:59Z')).toBeUndefined()
    expect(inShanghai('2026-03-01T14:00:00Z')).toBe('2026-03-01T23:00:00.000Z')
    expect(inShanghai('2026-03-01T22:59:59Z')).toBe('2026-03-01T23:00:00.000Z')
    expect(inShanghai('2026-03-01T23:00:00Z')).toBeUndefined()
  })

  it('may lie within a day', () => {
    expect(until('2026-03-01T12:30:00Z', '12:00', '14:00', 'UTC')).toBe('2026-03-01T14:00:00.000Z')
    expect(until('2026-03-01T15:00:00Z', '12:00', '14:00', 'UTC')).toBeUndefined()
  })

  it('are an hour shorter in the night in which the clocks go forward, and longer when they go back', () => {
    const inBerlin = (at: string) => until(at, '22:00', '07:00', 'Europe/Berlin')

    // 7:00 is 6:00Z in winter and 5:00Z in summer.
    expect(inBerlin('2026-03-27T22:00:00Z')).toBe('2026-03-28T06:00:00.000Z')
    expect(inBerlin('2026-03-28T22:00:00Z')).toBe('2026-03-29T05:00:00.000Z')
    expect(inBerlin('2026-10-24T20:00:00Z')).toBe('2026-10-25T06:00:00.000Z')
  })

  it('that end at a time which the clocks skip end when they are changed', () => {
    // In Berlin 2:00 became 3:00 at 1:00Z.
    expect(until('2026-03-28T23:00:00Z', '22:00', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z')
  })

  it('end at a moment at which they are over, within a day and a bit, wherever and whenever', () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'))
    const zones = fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu')
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moments, time, time, zones, (now, from, to, timeZone) => {
        fc.pre(from !== to)
        const end = quietUntil(now, { from, to, timeZone })
        if (!end) return
        expect(end.getTime()).toBeGreaterThan(now.getTime())
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000)
        expect(quietUntil(end, { from, to, timeZone })).toBeUndefined()
        expect(quietUntil(new Date(end.getTime() - 1), { from, to, timeZone })).toEqual(end)
      }),
      { numRuns: 60 },
    )
  }, 20_000)
})
