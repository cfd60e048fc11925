/**
 * Interprets a machine. It is deterministic: every effect goes through `Host`, random values come from the step's key, and
 * the clock of a frame only moves by effects. So running it again over the recorded effects ends in the same place.
 */
import { randomOf } from '../data/random.ts'
import type { Scope } from '../data/template.ts'
import type { Machine } from '../definition/asl.ts'
import { Interrupted, runtimeError, StatesError } from './errors.ts'
import { enterState } from './state.ts'
import type { Attempt, Entry } from './trace.ts'

export interface TaskRequest {
  readonly key: string
  readonly state: string
  /** 0 for the first attempt of this state entry. */
  readonly attempt: number
  readonly resource: string
  readonly payload: unknown
  readonly timeoutSeconds?: number
  readonly heartbeatSeconds?: number
  /** Present for `.waitForTaskToken`. */
  readonly token?: string
  /** Aborted when nobody needs its outcome any more. */
  readonly signal: AbortSignal
}

/** How an attempt ended. Times are milliseconds since the epoch. */
export interface Outcome {
  readonly at: number
  readonly endedAt: number
  readonly result?: unknown
  readonly error?: string
  readonly cause?: string
}

/** Everything that touches the outside. Each method throws `Interrupted` when the run must not go on. */
export interface Host {
  /** The token of an attempt: the recorded one, or a new one. */
  token(key: string, attempt: number): string
  /** The recorded outcome of an attempt, or what running it now gives, recorded. */
  perform(request: TaskRequest, shown: Attempt): Promise<Outcome>
  /** Attempts of this step before a redrive, for display. */
  earlierAttempts(key: string): Attempt[]
  sleepUntil(time: number, signal: AbortSignal): Promise<void>
}

export interface Run {
  readonly host: Host
  readonly entries: Entry[]
  /** The parts of the context object that stay the same: Execution, StateMachine. */
  readonly context: Readonly<Record<string, unknown>>
  readonly executionId: string
}

/** A sequence of states: the machine itself, a Parallel branch, or a Map iteration. */
export interface Frame {
  readonly run: Run
  /** Prefix of the keys of its states. */
  readonly prefix: string
  /** Milliseconds since the epoch of the last effect. */
  clock: number
  readonly signal: AbortSignal
  readonly index?: number
  /** `{Item: {Index, Value}}` inside a Map iteration. */
  readonly map?: unknown
}

/** AWS ends an execution at 25,000 history events; each state makes at least two. */
const ENTRY_LIMIT = 12_500

/** @returns the output. @throws StatesError when the run fails, Interrupted when it was cut short. */
export async function runFrame(frame: Frame, machine: Machine, input: unknown): Promise<unknown> {
  let name: string | undefined = machine.StartAt
  let value = input
  for (let step = 0; name !== undefined; step++) {
    if (frame.signal.aborted) throw new Interrupted()
    const state = machine.States[name]!
    if (frame.run.entries.length >= ENTRY_LIMIT)
      throw runtimeError('The execution reached the maximum number of history events (25000).')
    const entry: Entry = {
      key: `${frame.prefix}${step}`,
      state: name,
      type: state.Type,
      enteredAt: frame.clock,
      input: value,
      attempts: [],
      ...(frame.index === undefined ? {} : { index: frame.index }),
    }
    frame.run.entries.push(entry)
    const { output, next } = await exits(frame, entry, () => enterState(frame, entry, state))
    value = output
    name = next
  }
  return value
}

async function exits(frame: Frame, entry: Entry, work: () => Promise<{ output: unknown; next?: string }>) {
  try {
    const result = await work()
    entry.exitedAt = frame.clock
    entry.output = result.output
    if (result.next !== undefined) entry.next = result.next
    return result
  } catch (error) {
    if (error instanceof Interrupted) throw error
    const failure = error instanceof StatesError ? error : runtimeError(String(error))
    entry.exitedAt = frame.clock
    entry.error = failure.error
    if (failure.detail !== undefined) entry.cause = failure.detail
    throw failure
  }
}

/** What paths of a state entry may read. @param attempt counts retries, as `$$.State.RetryCount`. */
export function scopeOf(frame: Frame, entry: Entry, attempt: number, token?: string): Scope {
  const context = {
    ...frame.run.context,
    State: { Name: entry.state, EnteredTime: new Date(entry.enteredAt).toISOString(), RetryCount: attempt },
    ...(frame.map ? { Map: frame.map } : {}),
    ...(token ? { Task: { Token: token } } : {}),
  }
  return { context, random: randomOf(`${frame.run.executionId} ${entry.key} ${attempt}`) }
}
