/**
 * Time limits of the AWS clients. The SDK waits for an answer without end unless it is told; these three attempts, with
 * their pauses, are over before the shortest of our functions is.
 */

import { env } from '../env.ts'

/** The SDK's own layer of retries, with full jitter and a budget: of throttles and lost connections, which it can tell apart. */
const ATTEMPTS = 3
const CONNECT_MS = 1_000
const ANSWER_MS = 2_000
/** A laptop is the whole cloud, and starts all of it at once: slow is no failure there. */
const PATIENCE = env.stage === 'local' ? 5 : 1

/** For calls that answer in milliseconds: tables, queues, tokens, keys, secrets. */
export const awsLimits = {
  maxAttempts: ATTEMPTS,
  requestHandler: {
    connectionTimeout: CONNECT_MS * PATIENCE,
    requestTimeout: ANSWER_MS * PATIENCE,
    throwOnRequestTimeout: true,
  },
}

/** For calls that someone else repeats, or that must not be repeated unseen; each has a signal with its own end. */
export const oneAttempt = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: CONNECT_MS * PATIENCE },
}

/** What a call with `awsLimits` can take at the very longest on AWS, milliseconds, without its pauses of well below a second. */
export const LONGEST_AWS_CALL_MS = ATTEMPTS * (CONNECT_MS + ANSWER_MS)
