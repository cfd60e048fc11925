/** What passes between an execution environment's worker thread and the local cloud. */
export interface EnvironmentData {
  /** Folder of the function's code, absolute. */
  readonly taskRoot: string
  /** `<file without extension>.<export>` */
  readonly handler: string
  readonly compileCacheFolder?: string
  /** Of its thread, as `nice` adds it: the higher, the more it leaves to others. */
  readonly niceness: number
}

export interface Invocation {
  readonly requestId: string
  readonly arn: string
  /** JSON text. */
  readonly payload: string
  /** Epoch milliseconds. */
  readonly deadline: number
  readonly traceId: string
  /** Epoch milliseconds at which it was handed over. */
  readonly sentAt: number
}

/** Asks for the memory of this environment alone. */
export interface Measure {
  readonly kind: 'measure'
  readonly id: number
  /** Collect garbage before: what is left is in use. */
  readonly collect: boolean
}

/** Bytes, of one thread's own JavaScript heap. */
export interface Memory {
  readonly heapUsed: number
  readonly external: number
  readonly arrayBuffers: number
}

/** As Lambda answers it. */
export interface LambdaError {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

/** How long no processor was free for an invocation, milliseconds. */
export interface Waits {
  /** Before it began. */
  readonly lateMs: number
  /** In all; where the system does not say, as before it began. */
  readonly waitedMs: number
}

export type FromEnvironment =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failure'; readonly error: LambdaError }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'memory'; readonly id: number; readonly memory: Memory }
  | ({ readonly kind: 'result'; readonly requestId: string; readonly payload: string } & Waits)
  | { readonly kind: 'failure'; readonly requestId: string; readonly error: LambdaError }
