/** Invokes functions in their environments and remembers what happened. */
import { randomUUID } from 'node:crypto'
import { strikeInvocation } from '../faults/strike-invocation.ts'
import type { Faults } from '../faults/switchboard.ts'
import { newTraceId } from '../trace-id.ts'
import { AwsError, type InvokeOptions, type InvokeResult, type Log } from '../types.ts'
import type { EnvironmentPool, PoolOutcome } from './environment-pool.ts'
import type { FunctionConfig } from './function-config.ts'
import type { InvocationMemory } from './invocation-memory.ts'

/** Lambda's limit of a synchronous request, bytes. */
const maxRequestBytes = 6 * 1024 * 1024

export type InvokeContext = Pick<InvokeOptions, 'source' | 'traceId' | 'waiter' | 'withdrawn' | 'urgency'> & {
  readonly requestId?: string
}

/** A result whose payload is still JSON text, as it goes over the wire. */
export interface TextResult {
  readonly ok: boolean
  readonly text: string
  readonly requestId: string
  readonly durationMs: number
  readonly lateMs?: number
  readonly backgroundWaitMs?: number
  readonly logs: readonly string[]
}

export interface Invoker {
  /** Throws TooManyRequestsException and RequestTooLargeException as the wire API does. */
  invokeText(config: FunctionConfig, arn: string, payload: string, context: InvokeContext): Promise<TextResult>
  /** A throttled function is a result, not an error. */
  invoke(config: FunctionConfig, arn: string, payload: string, context: InvokeContext): Promise<InvokeResult>
}

interface InvokerParts {
  readonly pool: EnvironmentPool
  readonly memory: InvocationMemory
  readonly log: Log
  readonly faults?: Faults | undefined
  writeLog(logGroup: string, line: string): void
}

export function createInvoker({ pool, memory, log, faults, writeLog }: InvokerParts): Invoker {
  const invokeText: Invoker['invokeText'] = async (config, arn, payload, context) => {
    const { source, traceId = newTraceId(), requestId = randomUUID() } = context
    if (Buffer.byteLength(payload) > maxRequestBytes) {
      const message = `${maxRequestBytes} byte payload is too large for ${config.name}`
      throw new AwsError('RequestTooLargeException', message, 413)
    }
    const struck = faults?.strike({ function: config.name }) ?? []
    if (isSwitchedOff(config) || struck.some(({ kind }) => kind === 'throttle')) {
      const Reason = 'ReservedFunctionConcurrentInvocationLimitExceeded'
      throw new AwsError(throttlingCode, 'Rate Exceeded.', 429, { Reason })
    }
    const logs: string[] = []
    const remembered = memory.begin(config, requestId, source, payload)
    const onLog = (line: string) => {
      logs.push(line)
      remembered.log(line)
      writeLog(config.logGroup, line)
    }
    const { waiter, withdrawn, urgency } = context
    const run = (dies: boolean) =>
      pool.invoke(config, { requestId, arn, payload, traceId }, onLog, { dies, waiter, withdrawn, urgency })
    const timeoutMs = config.timeoutSeconds * 1000
    const outcome: PoolOutcome =
      struck.length === 0
        ? await run(false)
        : await strikeInvocation(struck, { functionName: config.name, requestId, timeoutMs, run })
    remembered.end(outcome)
    if (outcome.unserved) {
      const Reason = 'ConcurrentInvocationLimitExceeded'
      throw new AwsError(throttlingCode, 'Rate Exceeded.', 429, { Reason })
    }
    if (!outcome.ok) log.warn(`${config.name} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`)
    const text = outcome.ok ? outcome.payload : JSON.stringify(outcome.error)
    const lateMs = outcome.ok ? outcome.lateMs : undefined
    const { durationMs, backgroundWaitMs } = outcome
    return { ok: outcome.ok, text, requestId, durationMs, lateMs, backgroundWaitMs, logs }
  }

  return {
    invokeText,
    async invoke(config, arn, payload, context) {
      try {
        const { ok, text, requestId, durationMs, lateMs, backgroundWaitMs } = await invokeText(
          config,
          arn,
          payload,
          context,
        )
        const result = { ok, payload: JSON.parse(text) as unknown, requestId, durationMs, lateMs, backgroundWaitMs }
        return ok ? result : { ...result, functionError: 'Unhandled' }
      } catch (error) {
        if (error instanceof AwsError && error.code === throttlingCode) return throttled(context.requestId)
        throw error
      }
    },
  }
}

const throttlingCode = 'TooManyRequestsException'

/** A reserved concurrency of 0 stops a function, as an operator does in an emergency. */
const isSwitchedOff = ({ reservedConcurrency }: FunctionConfig) => reservedConcurrency === 0

const throttled = (requestId: string = randomUUID()): InvokeResult => ({
  ok: false,
  payload: { errorType: throttlingCode, errorMessage: 'Rate Exceeded.' },
  functionError: 'TooManyRequests',
  requestId,
  durationMs: 0,
})
