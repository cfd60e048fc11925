/** What a run did, state by state: the source of the history, of the console view, and of a redrive. */
export interface Attempt {
  /** Milliseconds since the epoch. */
  at: number
  endedAt?: number
  readonly resource: string
  /** The effective parameters of the task. */
  readonly payload: unknown
  readonly timeoutSeconds?: number
  readonly token: boolean
  /** When a task with a token was handed over (its request accepted) and began to wait. */
  submittedAt?: number
  result?: unknown
  error?: string
  cause?: string
}

export interface Entry {
  /** Unique in the execution and the same at every replay: `3`, or `3.0/1.2` in branch 1 of attempt 0 of the Parallel entered as 3. */
  readonly key: string
  readonly state: string
  readonly type: string
  readonly enteredAt: number
  exitedAt?: number
  readonly input: unknown
  output?: unknown
  readonly attempts: Attempt[]
  /** The error the state ended with, caught or not. */
  error?: string
  cause?: string
  /** Whether a catcher took the error. */
  caught?: boolean
  next?: string
  /** Index of the Map iteration or Parallel branch that the state belongs to. */
  readonly index?: number
}
