/** Runs the effects of one execution for real: each outcome is stored before the interpreter sees it. */
import { Interrupted, StatesError } from '../interpreter/errors.ts'
import type { Host, Outcome, TaskRequest } from '../interpreter/run.ts'
import type { Attempt } from '../interpreter/trace.ts'
import { earlierAttempts, recordedOutcome, stepOf } from './recorded.ts'
import type { AttemptRecord, ExecutionRow, Records, StepRecord } from './records.ts'
import { at } from './timers.ts'
import { newToken } from './tokens.ts'

/** Sends a task to its service. @throws StatesError */
export type CallTask = (request: TaskRequest, execution: ExecutionRow) => Promise<unknown>

type Ending = Pick<Outcome, 'result' | 'error' | 'cause'>
interface Waiter {
  end(): void
  beat(): void
}

export const RESULT_LIMIT_BYTES = 262_144

export class LiveHost implements Host {
  readonly #row: ExecutionRow
  readonly #records: Records
  readonly #steps: Map<string, StepRecord>
  readonly #call: CallTask
  readonly #waiters = new Map<string, Waiter>()
  /** Recorded branches must have their say before the first new effect. */
  readonly #replayed: Promise<void> | undefined

  constructor(row: ExecutionRow, records: Records, steps: Map<string, StepRecord>, call: CallTask) {
    this.#row = row
    this.#records = records
    this.#steps = steps
    this.#call = call
    if (steps.size > 0) this.#replayed = new Promise((resolve) => setImmediate(resolve))
  }

  token(key: string, attempt: number): string {
    const step = stepOf(this.#steps, key)
    const index = step.base + attempt
    const record = step.attempts[index] ?? { at: Date.now() }
    step.attempts[index] = record
    record.token ??= newToken()
    return record.token
  }

  earlierAttempts(key: string): Attempt[] {
    return earlierAttempts(this.#steps, key)
  }

  async perform(request: TaskRequest, shown: Attempt): Promise<Outcome> {
    const step = stepOf(this.#steps, request.key)
    const index = step.base + request.attempt
    const recorded = recordedOutcome(step.attempts[index], shown)
    if (recorded) return recorded
    if (this.#replayed) {
      await this.#replayed
      // The token may have been answered meanwhile.
      const answered = recordedOutcome(step.attempts[index], shown)
      if (answered) return answered
    }
    if (request.signal.aborted) throw new Interrupted()
    const record: AttemptRecord = step.attempts[index] ?? { at: Date.now() }
    record.resource = request.resource
    step.attempts[index] = record
    shown.at = record.at
    if (request.token) await this.#awaitToken(request, record, index, shown)
    else {
      const ending = await this.#race(request, record, (settle, sent) => this.#send(sent, settle, settle))
      this.#settle(request.key, record, ending)
    }
    return recordedOutcome(record, shown)!
  }

  async sleepUntil(time: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Interrupted()
    if (time <= Date.now()) return
    await new Promise<void>((resolve, reject) => {
      const cancel = at(time, () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      })
      const onAbort = () => {
        cancel()
        reject(new Interrupted())
      }
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  /** Stores what SendTaskSuccess or SendTaskFailure said about an outstanding token. */
  endToken(key: string, index: number, token: string, ending: Ending): void {
    this.#settle(key, stepOf(this.#steps, key).attempts[index]!, ending)
    this.#waiters.get(token)?.end()
  }

  heartbeat(token: string): void {
    this.#waiters.get(token)?.beat()
  }

  async #awaitToken(request: TaskRequest, record: AttemptRecord, index: number, shown: Attempt): Promise<void> {
    const token = request.token!
    if (record.timeoutAt === undefined && request.timeoutSeconds)
      record.timeoutAt = record.at + request.timeoutSeconds * 1000
    this.#records.transaction(() => {
      this.#save(request.key)
      this.#records.addToken({
        token,
        seq: this.#row.seq,
        step: request.key,
        attempt: index,
        machine_arn: this.#row.machine_arn,
        timeout_at: record.timeoutAt ?? null,
      })
    })
    const submitted = () => {
      if (record.endedAt !== undefined || request.signal.aborted) return
      record.submittedAt = shown.submittedAt = Date.now()
      this.#save(request.key)
    }
    let cancel = () => {}
    try {
      const ending = await this.#race(request, record, (settle, sent) => {
        // A heartbeat counts from the restart, because nobody could send one while nothing ran.
        const beat = () => {
          cancel()
          if (!request.heartbeatSeconds) return
          cancel = at(Date.now() + request.heartbeatSeconds * 1000, () => settle({ error: 'States.HeartbeatTimeout' }))
        }
        beat()
        this.#waiters.set(token, { end: () => settle({}), beat })
        if (record.submittedAt === undefined) this.#send(sent, submitted, settle)
        else shown.submittedAt = record.submittedAt
      })
      if (record.endedAt === undefined) this.#settle(request.key, record, ending)
    } finally {
      cancel()
      this.#waiters.delete(token)
    }
  }

  #send(request: TaskRequest, done: (ending: Ending) => void, failed: (ending: Ending) => void): void {
    this.#call(request, this.#row).then(
      (result) => done(tooLarge(result) ? dataLimit(request) : { result }),
      (error: unknown) => failed(endingOf(error)),
    )
  }

  /** The first of: what `begin` settles, the timeout, the abort. What `begin` sends is withdrawn when the race is over. */
  async #race(
    request: TaskRequest,
    record: AttemptRecord,
    begin: (settle: (ending: Ending) => void, sent: TaskRequest) => void,
  ): Promise<Ending> {
    const { promise, resolve, reject } = Promise.withResolvers<Ending>()
    const over = new AbortController()
    const onAbort = () => reject(new Interrupted())
    request.signal.addEventListener('abort', onAbort, { once: true })
    const deadline =
      record.timeoutAt ?? (request.timeoutSeconds ? Date.now() + request.timeoutSeconds * 1000 : undefined)
    const cancelTimeout = deadline === undefined ? undefined : at(deadline, () => resolve({ error: 'States.Timeout' }))
    begin(resolve, { ...request, signal: over.signal })
    try {
      return await promise
    } finally {
      cancelTimeout?.()
      request.signal.removeEventListener('abort', onAbort)
      over.abort()
    }
  }

  #settle(key: string, record: AttemptRecord, ending: Ending): void {
    record.endedAt = Date.now()
    Object.assign(record, ending.error === undefined ? { result: ending.result ?? null } : ending)
    const { token } = record
    if (!token) {
      this.#save(key)
      return
    }
    this.#records.transaction(() => {
      this.#save(key)
      this.#records.removeToken(token)
    })
  }

  #save(key: string): void {
    this.#records.saveStep(this.#row.seq, key, stepOf(this.#steps, key))
  }
}

const tooLarge = (result: unknown) => {
  const text = JSON.stringify(result)
  return text !== undefined && text.length > RESULT_LIMIT_BYTES / 4 && Buffer.byteLength(text) > RESULT_LIMIT_BYTES
}

const dataLimit = (request: TaskRequest): Ending => ({
  error: 'States.DataLimitExceeded',
  cause: `The state/task '${request.state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
})

function endingOf(error: unknown): Ending {
  if (!(error instanceof StatesError)) return { error: 'States.TaskFailed', cause: String(error) }
  return error.detail === undefined ? { error: error.error } : { error: error.error, cause: error.detail }
}
