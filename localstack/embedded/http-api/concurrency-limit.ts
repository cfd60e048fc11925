/** A limit that finds itself: additive increase while threads run on time, multiplicative decrease when they are late. */

const INTERVAL_MS = 100
const DECREASE = 0.85
/** Of itself, and at least so many. */
const INCREASE = 0.1
const LEAST_INCREASE = 4

export interface ConcurrencyLimit {
  readonly value: number
  /** Mean of the last interval. */
  readonly lateMs: number
  /** One sample. @param now milliseconds, monotonic */
  late(ms: number, now: number): void
  /** So many are under way: a limit that nobody reached says nothing, so a decrease starts from here. */
  busy(underWay: number): void
}

interface Options {
  readonly least: number
  readonly most: number
  /** Milliseconds of lateness, as the mean of an interval, that are no overload. */
  readonly targetMs: number
}

export function createConcurrencyLimit({ least, most, targetMs }: Options): ConcurrencyLimit {
  let value = most
  let lateMs = 0
  let intervalFrom = 0
  let samples = 0
  let sum = 0
  let busiest = 0

  return {
    get value() {
      return value
    },
    get lateMs() {
      return lateMs
    },
    busy(underWay) {
      busiest = Math.max(busiest, underWay)
    },
    late(ms, now) {
      samples++
      sum += ms
      if (now - intervalFrom < INTERVAL_MS) return
      lateMs = sum / samples
      if (lateMs > targetMs) value = Math.max(least, Math.floor(Math.min(value, busiest) * DECREASE))
      else value = Math.min(most, value + Math.max(LEAST_INCREASE, Math.floor(value * INCREASE)))
      intervalFrom = now
      samples = 0
      sum = 0
      busiest = 0
    },
  }
}
