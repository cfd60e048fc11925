/** What an overloaded machine gives up first, and how patient it is: at the door of an API and in the queue of a function alike. */

/** `browse`: reads of open routes; `read`: reads of people who are known; `write`: all else. */
export type Urgency = 'browse' | 'read' | 'write'

interface Patience {
  /** A queue that was never empty for so many milliseconds is no burst; it only makes everybody late. */
  readonly standingMs: number
  /** Then nobody waits longer than this. */
  readonly impatientMs: number
}

/** The most urgent first. */
export const patience: Readonly<Record<Urgency, Patience>> = {
  write: { standingMs: 30_000, impatientMs: 400 },
  read: { standingMs: 5_000, impatientMs: 350 },
  browse: { standingMs: 1_000, impatientMs: 250 },
}

/** @param emptyAt when nobody waited last, milliseconds, monotonic */
export const isStanding = (urgency: Urgency, emptyAt: number, now: number): boolean =>
  now - emptyAt > patience[urgency].standingMs

/** @param since when this one began to wait, as the other times */
export const isOverdue = (urgency: Urgency, emptyAt: number, since: number, now: number): boolean =>
  isStanding(urgency, emptyAt, now) && now - since > patience[urgency].impatientMs
