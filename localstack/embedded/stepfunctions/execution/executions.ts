/** Starts, resumes, ends and redrives executions. Running ones are in memory; finished ones only in the store. */
import type { Log } from '../../types.ts'
import { Interrupted, StatesError } from '../interpreter/errors.ts'
import { runFrame } from '../interpreter/run.ts'
import type { Entry } from '../interpreter/trace.ts'
import { contextOf, replay } from './context.ts'
import { type CallTask, LiveHost } from './live-host.ts'
import type { Machines } from './machines.ts'
import type { ExecutionRow, Records, Status, StepRecord } from './records.ts'
import { failedSteps } from './redrive.ts'
import { at } from './timers.ts'

interface Live {
  readonly row: ExecutionRow
  readonly host: LiveHost
  readonly entries: Entry[]
  readonly controller: AbortController
  cancelTimeout(): void
  over: boolean
}

export interface NewExecution {
  readonly arn: string
  readonly name: string
  readonly machine_arn: string
  /** JSON text. */
  readonly input: string
  readonly trace_id: string | null
}

const PRUNE_EVERY = 200

export class Executions {
  /** By `seq`. */
  readonly #live = new Map<number, Live>()
  readonly #records: Records
  readonly #machines: Machines
  readonly #call: CallTask
  readonly #log: Log
  #finished = 0
  #isSuspended = false

  constructor(records: Records, machines: Machines, call: CallTask, log: Log) {
    this.#records = records
    this.#machines = machines
    this.#call = call
    this.#log = log
  }

  get runningCount(): number {
    return this.#live.size
  }

  /** Continues every execution that was running when the last process ended. */
  resume(): void {
    const rows = this.#records.running()
    for (const row of rows) this.#run(row, this.#records.steps(row.seq))
    if (rows.length > 0) this.#log.info(`Step Functions: ${rows.length} executions continue where they were`)
  }

  /** Stops working without ending anything: the executions go on at the next start. */
  suspend(): void {
    this.#isSuspended = true
    for (const live of this.#live.values()) this.#release(live)
  }

  start(execution: NewExecution): ExecutionRow {
    const machine = this.#machines.get(execution.machine_arn)
    const row = this.#records.insert({
      ...execution,
      machine_name: machine.name,
      role_arn: machine.roleArn,
      definition: machine.hash,
      started_at: Date.now(),
    })
    this.#run(row, new Map())
    return row
  }

  stop(row: ExecutionRow, error?: string, cause?: string): void {
    const live = this.#live.get(row.seq)
    if (live) this.#finish(live, 'ABORTED', { ...(error ? { error } : {}), ...(cause ? { cause } : {}) })
  }

  /** Continues a failed, stopped or timed-out execution at the steps that did not succeed. */
  async redrive(row: ExecutionRow): Promise<ExecutionRow> {
    const { entries, steps } = await this.#replay(row)
    this.#records.transaction(() => {
      for (const key of failedSteps(entries, steps)) {
        const step = steps.get(key)!
        step.base = step.attempts.length
        this.#records.saveStep(row.seq, key, step)
      }
      this.#records.redrive(row.seq, Date.now())
    })
    const redriven = this.#records.find(row.arn)!
    this.#run(redriven, steps)
    return redriven
  }

  /** The states that an execution went through; of a finished one by replaying its records. */
  async entriesOf(row: ExecutionRow): Promise<readonly Entry[]> {
    return this.#live.get(row.seq)?.entries ?? (await this.#replay(row)).entries
  }

  /** Where a running execution is; undefined for others. */
  currentState(seq: number): string | undefined {
    return this.#live.get(seq)?.entries.findLast((entry) => entry.exitedAt === undefined)?.state
  }

  /** Stores the answer to an outstanding token, whether or not its execution is in memory. */
  endToken(token: string, ending: { result: unknown } | { error: string; cause?: string }): void {
    const row = this.#records.token(token)!
    const live = this.#live.get(row.seq)
    if (live) {
      live.host.endToken(row.step, row.attempt, token, ending)
      return
    }
    const step = this.#records.steps(row.seq).get(row.step)!
    Object.assign(step.attempts[row.attempt]!, ending, { endedAt: Date.now() })
    this.#records.transaction(() => {
      this.#records.saveStep(row.seq, row.step, step)
      this.#records.removeToken(token)
    })
  }

  heartbeat(seq: number, token: string): void {
    this.#live.get(seq)?.host.heartbeat(token)
  }

  async #replay(row: ExecutionRow) {
    const steps = this.#records.steps(row.seq)
    const entries = await replay(row, this.#machines.definition(row.definition), steps)
    return { entries, steps }
  }

  #run(row: ExecutionRow, steps: Map<string, StepRecord>): void {
    // Started while the cloud stops: it is recorded, and its first state runs at the next start.
    if (this.#isSuspended) return
    const machine = this.#machines.definition(row.definition)
    const live: Live = {
      row,
      host: new LiveHost(row, this.#records, steps, this.#call),
      entries: [],
      controller: new AbortController(),
      cancelTimeout: () => {},
      over: false,
    }
    this.#live.set(row.seq, live)
    if (machine.TimeoutSeconds) {
      const deadline = (row.redriven_at ?? row.started_at) + machine.TimeoutSeconds * 1000
      live.cancelTimeout = at(deadline, () => this.#finish(live, 'TIMED_OUT', { error: 'States.Timeout' }))
    }
    const { signal } = live.controller
    const run = { host: live.host, entries: live.entries, context: contextOf(row), executionId: row.arn }
    runFrame({ run, prefix: '', clock: row.started_at, signal }, machine, JSON.parse(row.input)).then(
      (output) => this.#finish(live, 'SUCCEEDED', { output: JSON.stringify(output) ?? 'null' }),
      (error: unknown) => {
        if (error instanceof Interrupted) return
        const failure = error instanceof StatesError ? error : new StatesError('States.Runtime', String(error))
        const cause = failure.detail === undefined ? {} : { cause: failure.detail }
        this.#finish(live, 'FAILED', { error: failure.error, ...cause })
      },
    )
  }

  #finish(live: Live, status: Status, end: { output?: string; error?: string; cause?: string }): void {
    if (live.over) return
    this.#release(live)
    this.#records.transaction(() => this.#records.finish(live.row.seq, { status, at: Date.now(), ...end }))
    if (++this.#finished % PRUNE_EVERY === 0) this.#records.prune(Date.now())
  }

  #release(live: Live): void {
    live.over = true
    live.cancelTimeout()
    live.controller.abort()
    this.#live.delete(live.row.seq)
  }
}
