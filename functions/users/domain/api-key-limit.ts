/** Requests of service keys are counted by the minute of the clock. */
export const minuteOf = (now: Date): number => Math.floor(now.getTime() / 60_000)

/** Whole seconds until the next minute begins, at least one. */
export const secondsToNextMinute = (now: Date): number => Math.ceil(60 - ((now.getTime() / 1000) % 60))

/**
 * Requests that an execution environment takes out of a key's minute at a time: one write for so many requests. What it
 * does not use is lost to the others, so it is one in a hundred of the whole.
 */
export const shareOf = (limit: number): number => Math.max(1, Math.floor(limit / 100))
