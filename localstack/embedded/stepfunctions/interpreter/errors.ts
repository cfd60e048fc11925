/** A States error: what `Retry` and `Catch` match by name. */
export class StatesError extends Error {
  readonly error: string
  /** `Cause` text, for Lambda errors the JSON of the error object. */
  readonly detail: string | undefined
  constructor(error: string, detail?: string) {
    super(detail ? `${error}: ${detail}` : error)
    this.name = error
    this.error = error
    this.detail = detail
  }
}

/** The run was cut short from outside (stopped, timed out, or a read-only replay met an unrecorded step). Never caught by ASL. */
export class Interrupted extends Error {}

export const runtimeError = (detail: string) => new StatesError('States.Runtime', detail)

/** Whether an `ErrorEquals` list matches. https://states-language.net/#error-names */
export function matchesError(names: readonly string[], error: StatesError): boolean {
  const name = error.error
  // Runtime errors always end the execution; too much data is only caught by its own name.
  if (name === 'States.Runtime') return false
  return names.some((candidate) => {
    if (candidate === name) return true
    if (candidate === 'States.ALL') return name !== 'States.DataLimitExceeded'
    if (candidate === 'States.Timeout') return name === 'States.HeartbeatTimeout'
    if (candidate === 'States.TaskFailed')
      return !['States.Timeout', 'States.HeartbeatTimeout', 'States.DataLimitExceeded'].includes(name)
    return false
  })
}
