/** Tells an outage from a no. A dependency that says no is well. */
import { Problem, StepFailure } from '../errors.ts'

/** Answers of AWS with a 4xx that mean "not now" to everybody, not "not this" to one. */
const notNow = /Throttl|TooMany|LimitExceeded|SlowDown|SendingPaused|ServiceUnavailable/i

/** What our own mistakes throw, by name: errors of another realm are no instances. */
const mistakes = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])

/** As errors of AWS's SDK and of Stripe's tell the status. */
interface Answered {
  readonly name?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly statusCode?: number
  /** A fetch that fails is a TypeError with one: the broken connection. */
  readonly cause?: unknown
}

/**
 * True for what is likely to befall the next caller as well: no answer, a 5xx, a limit. False for refusals of this one
 * request, for answers or inputs that break a contract, and for our own mistakes: a poisoned message must not close a
 * dependency to all others, nor wait for ever.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof StepFailure) return false
  if (error instanceof Problem) return error.status >= 500
  const { name = '', $metadata, statusCode, cause } = error as Answered
  if (name.includes('ZodError')) return false
  const status = $metadata?.httpStatusCode ?? statusCode
  if (status === undefined && cause === undefined && mistakes.has(name)) return false
  if (status === undefined || status >= 500 || status === 408 || status === 429) return true
  return notNow.test(name)
}
