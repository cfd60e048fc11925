/** How much of the invocation's time is left, for whatever it calls: a callee must never have longer than its caller. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** When the invocation ends, epoch milliseconds. */
const deadlines = new AsyncLocalStorage<number>()

/** What is kept back to answer, write down or hand on what became of a call. */
const RESERVE_MS = 500

/** The part of Lambda's context that says how long it may still run; tests leave it out. */
export interface RunningTime {
  getRemainingTimeInMillis?(): number
}

/** Runs the work of an invocation with its end in mind. @param longestMs where someone else gives up before Lambda does */
export function withDeadline<Result>(
  context: RunningTime | undefined,
  work: () => Result,
  longestMs = Number.POSITIVE_INFINITY,
): Result {
  const left = Math.min(context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY, longestMs)
  return deadlines.run(Date.now() + left, work)
}

/** Milliseconds that a call may take: its own limit, or less where the invocation ends before. At least 1. */
export function timeFor(limitMs: number): number {
  const left = (deadlines.getStore() ?? Number.POSITIVE_INFINITY) - Date.now() - RESERVE_MS
  return Math.max(1, Math.min(limitMs, Math.floor(left)))
}

/** Ends a call in its time. @param also ends it earlier */
export function inTime(limitMs: number, also?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(timeFor(limitMs))
  return also ? AbortSignal.any([also, timeout]) : timeout
}
