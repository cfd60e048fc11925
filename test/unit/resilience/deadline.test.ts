import { describe, expect, it } from '@jest/globals'
import { inTime, timeFor, withDeadline } from '../../../functions/shared/resilience/deadline.ts'

const withLeft = (ms: number) => ({ getRemainingTimeInMillis: () => ms })

describe('The time that a call may take', () => {
  it('is its own limit where the caller has longer, or nobody says how long', () => {
    expect(withDeadline(withLeft(10_000), () => timeFor(5_000))).toBe(5_000)
    expect(timeFor(5_000)).toBe(5_000)
  })

  it('is less than what is left of the caller’s, so that the caller can still answer', () => {
    const left = withDeadline(withLeft(3_000), () => timeFor(5_000))
    expect(left).toBeGreaterThan(2_300)
    expect(left).toBeLessThanOrEqual(2_500)
  })

  it('is next to nothing when the caller has no time left', () => {
    expect(withDeadline(withLeft(200), () => timeFor(5_000))).toBe(1)
  })

  it('ends with whoever waits for the caller', () => {
    expect(withDeadline(withLeft(300_000), () => timeFor(60_000), 29_000)).toBeLessThanOrEqual(28_500)
  })

  it('is each invocation’s own, also where several run at once', async () => {
    const left = (ms: number) => withDeadline(withLeft(ms), async () => Promise.resolve().then(() => timeFor(60_000)))

    const [short, long] = await Promise.all([left(2_000), left(9_000)])

    expect(short).toBeLessThanOrEqual(1_500)
    expect(long).toBeGreaterThan(8_000)
  })

  it('ends by a signal, or earlier by that of the caller', async () => {
    const own = withDeadline(withLeft(520), () => inTime(5_000))
    const early = inTime(60_000, AbortSignal.abort(new Error('not needed any more')))

    await new Promise((resolve) => own.addEventListener('abort', resolve))
    expect(own.reason.name).toBe('TimeoutError')
    expect(early.aborted).toBe(true)
  })
})
