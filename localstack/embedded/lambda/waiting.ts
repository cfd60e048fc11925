/** How long an invocation that somebody waits for may wait for its turn; then it is throttled, as AWS does at once. */

export interface Queue {
  /** When nobody waited last, milliseconds, monotonic. */
  emptyAt: number
}

/** Invocations of one function; more are throttled. */
export const mostWaiting = 1000

/** A queue that was never empty for so long is no burst: it only makes everybody late. */
const standingMs = 20_000
/** Then nobody waits longer than this. */
const impatientMs = 1_000

/** @param since when it began to wait */
export const isOverdue = ({ emptyAt }: Queue, since: number, now: number): boolean =>
  now - emptyAt > standingMs && now - since > impatientMs
