/** Failed logins of one account (or of an address without one) that are answered without a delay. */
export const FREE_FAILURES = 10
const FIRST_DELAY_SECONDS = 5
const LONGEST_DELAY_SECONDS = 15 * 60
/** Failures are forgotten this long after the last one. */
export const MEMORY_SECONDS = 3600

export interface LoginFailures {
  readonly failures: number
  /** Unix seconds. */
  readonly blockedUntil?: number
}

/** Seconds to wait after so many failures in a row: doubles with each one, also with those made while waiting. */
export function delayAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0
  return Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** Math.min(failures - FREE_FAILURES, 20))
}

/** Whole seconds until the next try is looked at; 0 when it may come now. */
export const secondsBlocked = (known: LoginFailures | undefined, nowSeconds: number): number =>
  Math.max(0, Math.ceil((known?.blockedUntil ?? 0) - nowSeconds))
