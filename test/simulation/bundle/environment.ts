/** What one execution environment of a function gets from the simulation instead of Node and AWS. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal
}

export interface ClientConfig {
  readonly maxAttempts?: number
}

export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly Date: DateConstructor
  readonly Math: Math
  readonly AbortSignal: Pick<typeof AbortSignal, 'timeout' | 'any' | 'abort'>
  readonly fetch: typeof fetch
  readonly performance: { now(): number }
  setTimeout(callback: (...rest: unknown[]) => void, ms?: number, ...rest: unknown[]): unknown
  clearTimeout(timer: unknown): void
  /** A request to AWS as the command had it; answers what the document client or the client would. */
  call(service: string, operation: string, input: unknown, config: ClientConfig, options: CallOptions): Promise<unknown>
  log(level: string, message: string, more: unknown): void
}
