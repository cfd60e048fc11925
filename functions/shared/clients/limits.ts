/**
 * Time limits of the AWS clients. The SDK waits for an answer without end unless it is told; these three attempts, with
 * their pauses, are over before the shortest of our functions is.
 */

/** The SDK's own layer of retries, with full jitter and a budget: of throttles and lost connections, which it can tell apart. */
const ATTEMPTS = 3
const CONNECT_MS = 500
const ANSWER_MS = 2_000

/** For calls that answer in milliseconds: tables, queues, tokens, keys, secrets. */
export const awsLimits = {
  maxAttempts: ATTEMPTS,
  requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
}

/** For calls that someone else repeats, or that must not be repeated unseen; each has a signal with its own end. */
export const oneAttempt = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: CONNECT_MS },
}

/** What a call with `awsLimits` can take at the very longest, milliseconds, without its pauses of well below a second. */
export const LONGEST_AWS_CALL_MS = ATTEMPTS * (CONNECT_MS + ANSWER_MS)
