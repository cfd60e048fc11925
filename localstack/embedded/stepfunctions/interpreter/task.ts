/** One attempt of a Task state. */
import { applyTemplate, evaluate } from '../data/template.ts'
import type { TaskState } from '../definition/asl.ts'
import { runtimeError, StatesError } from './errors.ts'
import { type Frame, scopeOf } from './run.ts'
import type { Attempt, Entry } from './trace.ts'

const TOKEN_SUFFIX = '.waitForTaskToken'

/** @returns the task's result. @throws StatesError */
export async function performTask(
  frame: Frame,
  entry: Entry,
  state: TaskState,
  input: unknown,
  attempt: number,
): Promise<unknown> {
  const { host } = frame.run
  const usesToken = state.Resource.endsWith(TOKEN_SUFFIX)
  const token = usesToken ? host.token(entry.key, attempt) : undefined
  const scope = scopeOf(frame, entry, attempt, token)
  const payload = state.Parameters === undefined ? input : applyTemplate(state.Parameters, input, scope)
  const seconds = (field: 'TimeoutSeconds' | 'HeartbeatSeconds') => {
    const path = state[`${field}Path`]
    const value = path === undefined ? state[field] : evaluate(path, `${field}Path`, input, scope)
    if (value !== undefined && !(Number.isInteger(value) && (value as number) > 0))
      throw runtimeError(`The ${field}Path parameter does not reference a positive integer.`)
    return value as number | undefined
  }
  const timeoutSeconds = seconds('TimeoutSeconds')
  const heartbeatSeconds = usesToken ? seconds('HeartbeatSeconds') : undefined

  if (attempt === 0) entry.attempts.push(...host.earlierAttempts(entry.key))
  const shown: Attempt = {
    at: Date.now(),
    resource: state.Resource,
    payload,
    token: usesToken,
    ...(timeoutSeconds ? { timeoutSeconds } : {}),
  }
  entry.attempts.push(shown)
  const outcome = await host.perform(
    {
      key: entry.key,
      state: entry.state,
      attempt,
      resource: usesToken ? state.Resource.slice(0, -TOKEN_SUFFIX.length) : state.Resource,
      payload,
      signal: frame.signal,
      ...(timeoutSeconds ? { timeoutSeconds } : {}),
      ...(heartbeatSeconds ? { heartbeatSeconds } : {}),
      ...(token ? { token } : {}),
    },
    shown,
  )
  Object.assign(shown, outcome)
  frame.clock = outcome.endedAt
  if (outcome.error !== undefined) throw new StatesError(outcome.error, outcome.cause)
  return outcome.result
}
