/** What may be made to go wrong in the local cloud, and where. */

export const faultKinds = ['latency', 'error', 'throttle', 'lost-response', 'crash'] as const
export type FaultKind = (typeof faultKinds)[number]

/** Services by the prefix of their IAM actions. */
export const faultyServices = [
  'dynamodb',
  'events',
  'kms',
  'lambda',
  's3',
  'secretsmanager',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'states',
] as const

/** As given. Without `service` it is about invocations of the function, with it about AWS calls (that the function makes). */
export interface FaultInput {
  readonly kind: FaultKind
  /** A function's name, or the beginning of the names of several. */
  readonly function?: string
  readonly service?: string
  /** As in IAM: `TransactWriteItems`. */
  readonly operation?: string
  /** From 0 to 1; default 1. */
  readonly probability?: number
  /** Matching calls let through first; default 0. */
  readonly skip?: number
  /** How often it strikes; default always. */
  readonly times?: number
  /** Milliseconds that each struck call waits first. A function that waits longer than its time-out times out. */
  readonly delayMs?: number
  /** Of an error; default `InternalServerError`. */
  readonly errorName?: string
  /** HTTP status of an error; default 500. */
  readonly status?: number
  /** Of the draws of `probability`; the same seed draws the same. Default 1. */
  readonly seed?: number
  /** What a crash ends: the execution environment of one invocation (default), or the whole process as `kill -9` does. */
  readonly scope?: 'invocation' | 'process'
  /** A crash comes `before` (default) or `after` the call took effect. */
  readonly when?: 'before' | 'after'
}

export interface Fault extends FaultInput {
  readonly id: string
  readonly probability: number
  readonly skip: number
  readonly delayMs: number
  readonly seed: number
}

/** Something that is about to happen in the cloud. */
export interface Moment {
  /** The function that is invoked, or that makes the call. */
  readonly function?: string
  /** Absent for an invocation. */
  readonly service?: string
  readonly operation?: string
  /** The execution environment that makes the call. */
  readonly environment?: string
}

/** @param functions names of all functions: a fault that names one exactly is not about those that begin alike. */
export function concerns(fault: FaultInput, moment: Moment, functions: ReadonlySet<string>): boolean {
  if (fault.service !== moment.service) return false
  if (fault.operation !== undefined && fault.operation !== moment.operation) return false
  // Only an environment can die in the middle of its own call.
  if (fault.kind === 'crash' && fault.scope !== 'process' && moment.service && !moment.environment) return false
  if (fault.function === undefined) return true
  if (moment.function === undefined) return false
  return functions.has(fault.function) ? moment.function === fault.function : moment.function.startsWith(fault.function)
}
