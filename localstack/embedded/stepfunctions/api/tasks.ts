/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
import { AwsError } from '../../types.ts'
import { RESULT_LIMIT_BYTES } from '../execution/live-host.ts'
import type { TokenRow } from '../execution/records.ts'
import { looksLikeToken } from '../execution/tokens.ts'
import type { Api } from './executions.ts'

type Input = Record<string, unknown>

/** The outstanding token. @throws AwsError InvalidToken; TaskTimedOut when it was answered, timed out, or its execution is over. */
export function requireToken({ records }: Api, taskToken: unknown): TokenRow {
  if (!looksLikeToken(taskToken)) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
  const row = records.token(taskToken)
  if (!row || (row.timeout_at !== null && row.timeout_at <= Date.now()))
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
  return row
}

export function sendTaskSuccess(api: Api, { token }: TokenRow, { output }: Input) {
  if (typeof output !== 'string') throw new AwsError('ValidationException', "'output' must be JSON text")
  if (Buffer.byteLength(output) > RESULT_LIMIT_BYTES)
    throw new AwsError('InvalidOutput', `The output is longer than ${RESULT_LIMIT_BYTES} bytes.`)
  let result: unknown
  try {
    result = JSON.parse(output)
  } catch {
    throw new AwsError('InvalidOutput', 'Invalid Output: the output is not JSON')
  }
  api.executions.endToken(token, { result })
  return {}
}

export function sendTaskFailure(api: Api, { token }: TokenRow, { error, cause }: Input) {
  const name = typeof error === 'string' && error ? error : 'States.TaskFailed'
  api.executions.endToken(token, { error: name, ...(cause === undefined ? {} : { cause: String(cause) }) })
  return {}
}

export function sendTaskHeartbeat(api: Api, { seq, token }: TokenRow) {
  api.executions.heartbeat(seq, token)
  return {}
}
