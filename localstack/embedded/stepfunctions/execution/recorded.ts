/** Reads recorded steps; and a host that only replays them, for views of executions that are over. */
import { Interrupted } from '../interpreter/errors.ts'
import type { Host, Outcome } from '../interpreter/run.ts'
import type { Attempt } from '../interpreter/trace.ts'
import type { AttemptRecord, StepRecord } from './records.ts'

export function stepOf(steps: Map<string, StepRecord>, key: string): StepRecord {
  const step = steps.get(key) ?? { base: 0, attempts: [] }
  steps.set(key, step)
  return step
}

/** Completes what is shown of the attempt; gives its outcome when it ended. */
export function recordedOutcome(record: AttemptRecord | undefined, shown: Attempt): Outcome | undefined {
  if (!record) return undefined
  shown.at = record.at
  if (record.submittedAt !== undefined) shown.submittedAt = record.submittedAt
  if (record.endedAt === undefined) return undefined
  const { at, endedAt, result, error, cause } = record
  if (error === undefined) return { at, endedAt, result }
  return cause === undefined ? { at, endedAt, error } : { at, endedAt, error, cause }
}

export function earlierAttempts(steps: Map<string, StepRecord>, key: string): Attempt[] {
  const step = steps.get(key)
  if (!step) return []
  return step.attempts.slice(0, step.base).map(({ token, timeoutAt: _, resource = '', ...attempt }) => ({
    ...attempt,
    resource,
    payload: undefined,
    token: token !== undefined,
  }))
}

/** @param now milliseconds since the epoch at which the execution stopped; timers due later never fired. */
export function replayHost(steps: Map<string, StepRecord>, now: number): Host {
  const recordOf = (key: string, attempt: number) => {
    const step = steps.get(key)
    return step?.attempts[step.base + attempt]
  }
  return {
    token: (key, attempt) => recordOf(key, attempt)?.token ?? '',
    async perform(request, shown) {
      const record = recordOf(request.key, request.attempt)
      const outcome = recordedOutcome(record, shown)
      if (outcome) return outcome
      if (!record) shown.at = now
      throw new Interrupted()
    },
    earlierAttempts: (key) => earlierAttempts(steps, key),
    async sleepUntil(time) {
      if (time > now) throw new Interrupted()
    },
  }
}
