/** One execution environment: a worker thread that serves one invocation at a time and is replaced when it breaks. */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type {
  EnvironmentData,
  FromEnvironment,
  Invocation,
  LambdaError,
  Measure,
  Memory,
  Waits,
} from './environment-messages.ts'
import type { FunctionConfig } from './function-config.ts'

/**
 * V8 counts on a small heap after its first quick collections, and goes through the whole of it while a handler loads: an
 * eighth of a cold start. Up to so many megabytes it does not.
 */
setFlagsFromString('--initial-old-space-size=24')

/**
 * Without a limit V8 lets what a thread keeps for garbage grow to some 48 MB, a little at a time: a hundred environments
 * took a gigabyte more within an hour. With this one they need no more CPU (`docs/reliability.md`, soak).
 */
const youngGenerationMb = 6

/** A handler that takes longer to load is ended. Lambda gives 10 s; a busy laptop may need more. */
const initLimitMs = 30_000
/** Lambda's limit of a synchronous answer, bytes. */
const maxResponseBytes = 6 * 1024 * 1024

export type Outcome =
  | ({ readonly ok: true; readonly payload: string; readonly durationMs: number } & Waits)
  | { readonly ok: false; readonly error: LambdaError; readonly durationMs: number }

export type NewInvocation = Omit<Invocation, 'deadline' | 'sentAt'>

export interface Environment {
  readonly functionName: string
  /** False once it can serve no more: it timed out, crashed or was ended. */
  readonly alive: boolean
  /** Epoch milliseconds of the end of the last invocation. */
  readonly lastUsedAt: number
  /** Resolves with the error when the handler could not be loaded. */
  readonly ready: Promise<LambdaError | undefined>
  invoke(invocation: NewInvocation, onLog: (line: string) => void): Promise<Outcome>
  /** Its own memory; undefined when it is too busy to say, or has ended. */
  measure(collect: boolean): Promise<Memory | undefined>
  end(): Promise<void>
}

/** An environment that computes for longer is not waited for. */
const measureLimitMs = 2_000

export interface EnvironmentOptions {
  readonly config: FunctionConfig
  readonly variables: Readonly<Record<string, string>>
  readonly compileCacheFolder?: string
  readonly niceness: number
  readonly onLog: (line: string) => void
  readonly onEnd: () => void
}

export function startEnvironment(options: EnvironmentOptions): Environment {
  const { config } = options
  const workerData: EnvironmentData = {
    taskRoot: config.codeFolder,
    handler: config.handler,
    compileCacheFolder: options.compileCacheFolder,
    niceness: options.niceness,
  }
  const worker = new Worker(new URL('./environment-worker.mjs', import.meta.url), {
    workerData,
    env: { ...options.variables },
    execArgv: [],
    argv: [],
    resourceLimits: { maxOldGenerationSizeMb: config.memoryMb, maxYoungGenerationSizeMb: youngGenerationMb },
  })
  let alive = true
  let lastUsedAt = Date.now()
  let log = options.onLog
  let crash: Error | undefined
  const measuring = new Map<number, (memory: Memory | undefined) => void>()
  let settleReady: (error?: LambdaError) => void = () => {}
  let settle: ((outcome: Outcome) => void) | undefined
  let current: { requestId: string; startedAt: number } | undefined

  const ready = new Promise<LambdaError | undefined>((resolve) => {
    const timer = setTimeout(() => {
      resolve({ errorType: 'Sandbox.Timedout', errorMessage: `The handler did not load within ${initLimitMs} ms` })
      end()
    }, initLimitMs)
    settleReady = (error) => {
      clearTimeout(timer)
      resolve(error)
    }
  })

  function finish(outcome: ({ ok: true; payload: string } & Waits) | { ok: false; error: LambdaError }) {
    if (!settle || !current) return
    lastUsedAt = Date.now()
    const done = settle
    const durationMs = performance.now() - current.startedAt
    settle = undefined
    current = undefined
    log = options.onLog
    done({ ...outcome, durationMs })
  }

  worker.on('message', (message: FromEnvironment) => {
    if (message.kind === 'log') log(message.line)
    else if (message.kind === 'memory') measuring.get(message.id)?.(message.memory)
    else if (message.kind === 'ready') settleReady()
    else if (message.kind === 'init-failure') settleReady(message.error)
    else if (message.requestId !== current?.requestId) return
    else if (message.kind === 'failure') finish({ ok: false, error: message.error })
    else if (Buffer.byteLength(message.payload) > maxResponseBytes)
      finish({ ok: false, error: tooLarge(message.payload) })
    else finish({ ok: true, payload: message.payload, lateMs: message.lateMs, waitedMs: message.waitedMs })
  })
  worker.on('error', (error) => {
    crash = error as Error
  })
  worker.on('exit', (code) => {
    alive = false
    if (crash) log(crash.stack ?? String(crash))
    const error = exitError(crash, code, current?.requestId)
    settleReady(error)
    finish({ ok: false, error })
    options.onEnd()
  })

  async function end() {
    alive = false
    await worker.terminate()
  }

  let measures = 0
  function measure(collect: boolean): Promise<Memory | undefined> {
    if (!alive) return Promise.resolve(undefined)
    const number = ++measures
    return new Promise((resolve) => {
      const done = (memory?: Memory) => {
        clearTimeout(timer)
        measuring.delete(number)
        resolve(memory)
      }
      const timer = setTimeout(done, measureLimitMs)
      measuring.set(number, done)
      worker.postMessage({ kind: 'measure', id: number, collect } satisfies Measure)
    })
  }

  return {
    functionName: config.name,
    measure,
    get alive() {
      return alive
    },
    get lastUsedAt() {
      return lastUsedAt
    },
    ready,
    end,
    invoke(invocation, onLog) {
      return new Promise((resolve) => {
        log = onLog
        current = { requestId: invocation.requestId, startedAt: performance.now() }
        // A real environment may go on after its time-out until it is frozen: late effects must be harmless there too.
        const timer = setTimeout(() => {
          alive = false
          finish({ ok: false, error: timedOut(invocation.requestId, config.timeoutSeconds) })
          end()
        }, config.timeoutSeconds * 1000)
        settle = (outcome) => {
          clearTimeout(timer)
          resolve(outcome)
        }
        if (!alive) return finish({ ok: false, error: exitError(crash, 0, invocation.requestId) })
        const sentAt = Date.now()
        worker.postMessage({ ...invocation, sentAt, deadline: sentAt + config.timeoutSeconds * 1000 })
      })
    },
  }
}

const timedOut = (requestId: string, seconds: number): LambdaError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
})

const tooLarge = (payload: string): LambdaError => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes): ${payload.length}`,
})

function exitError(crash: Error | undefined, code: number, requestId = '-'): LambdaError {
  const outOfMemory = (crash as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const cause = outOfMemory ? 'signal: killed' : `exit status ${code}`
  return {
    errorType: outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${cause}`,
  }
}
