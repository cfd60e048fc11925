/** The Amazon States Language, as far as the interpreter runs it. https://states-language.net/spec.html */
import type { ChoiceRule } from '../data/choice.ts'

export interface Retrier {
  readonly ErrorEquals: readonly string[]
  readonly IntervalSeconds?: number
  readonly MaxAttempts?: number
  readonly BackoffRate?: number
  readonly MaxDelaySeconds?: number
  readonly JitterStrategy?: 'FULL' | 'NONE'
}

export interface Catcher {
  readonly ErrorEquals: readonly string[]
  readonly Next: string
  readonly ResultPath?: string | null
}

interface Base {
  readonly Comment?: string
  readonly Next?: string
  readonly End?: boolean
  readonly InputPath?: string | null
  readonly OutputPath?: string | null
  readonly Parameters?: unknown
  readonly ResultPath?: string | null
  readonly ResultSelector?: unknown
  readonly Retry?: readonly Retrier[]
  readonly Catch?: readonly Catcher[]
}

export interface TaskState extends Base {
  readonly Type: 'Task'
  readonly Resource: string
  readonly TimeoutSeconds?: number
  readonly TimeoutSecondsPath?: string
  readonly HeartbeatSeconds?: number
  readonly HeartbeatSecondsPath?: string
}
export interface PassState extends Base {
  readonly Type: 'Pass'
  readonly Result?: unknown
}
export interface WaitState extends Base {
  readonly Type: 'Wait'
  readonly Seconds?: number
  readonly SecondsPath?: string
  readonly Timestamp?: string
  readonly TimestampPath?: string
}
export interface ChoiceState extends Base {
  readonly Type: 'Choice'
  readonly Choices: readonly (ChoiceRule & { readonly Next: string })[]
  readonly Default?: string
}
export interface ParallelState extends Base {
  readonly Type: 'Parallel'
  readonly Branches: readonly Machine[]
}
export interface MapState extends Base {
  readonly Type: 'Map'
  readonly ItemsPath?: string
  readonly ItemSelector?: unknown
  readonly ItemProcessor?: Machine
  readonly Iterator?: Machine
  readonly MaxConcurrency?: number
  readonly MaxConcurrencyPath?: string
}
export interface SucceedState extends Base {
  readonly Type: 'Succeed'
}
export interface FailState extends Base {
  readonly Type: 'Fail'
  readonly Error?: string
  readonly ErrorPath?: string
  readonly Cause?: string
  readonly CausePath?: string
}

export type State =
  | TaskState
  | PassState
  | WaitState
  | ChoiceState
  | ParallelState
  | MapState
  | SucceedState
  | FailState

/** A whole state machine, or the part that a Parallel branch or a Map iteration runs. */
export interface Machine {
  readonly Comment?: string
  readonly StartAt: string
  readonly States: Readonly<Record<string, State>>
  /** Seconds the whole execution may take; only at the top. */
  readonly TimeoutSeconds?: number
}
