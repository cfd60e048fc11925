/** Faults of a function's invocations, whoever invokes it: a request, a queue, a stream, a state machine, another function. */
import { setTimeout as delay } from 'node:timers/promises'
import type { LambdaError } from '../lambda/environment-messages.ts'
import type { Fault, Moment } from './fault.ts'
import { type Kill, killThisProcess } from './kill.ts'

type Failure = { readonly ok: false; readonly error: LambdaError; readonly durationMs: number; readonly cold: boolean }

export interface Invoking<Outcome> {
  readonly functionName: string
  readonly requestId: string
  readonly timeoutMs: number
  /** `dies`: its environment ends when the handler has answered. */
  run(dies: boolean): Promise<Outcome>
}

/** @param struck faults that strike; throttling is not among them, it comes before there is an invocation. */
export async function strikeInvocation<Outcome>(
  struck: readonly Fault[],
  invoking: Invoking<Outcome>,
  kill: Kill = killThisProcess,
): Promise<Outcome | Failure> {
  const moment: Moment = { function: invoking.functionName }
  const { requestId, timeoutMs } = invoking
  for (const fault of struck) {
    if (fault.delayMs >= timeoutMs) {
      await delay(timeoutMs)
      return failed(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
        timeoutMs,
      )
    }
    if (fault.delayMs > 0) await delay(fault.delayMs)
    if (fault.kind === 'error') {
      return failed(
        fault.errorName ?? 'InternalServerError',
        'A fault of the local cloud: see /_local/faults.',
        fault.delayMs,
      )
    }
    if (fault.kind === 'crash' && fault.when !== 'after') {
      if (fault.scope === 'process') await kill(fault, moment)
      return exited(requestId)
    }
  }
  const crash = struck.find(({ kind, when }) => kind === 'crash' && when === 'after')
  const outcome = await invoking.run(crash !== undefined && crash.scope !== 'process')
  if (crash?.scope === 'process') await kill(crash, moment)
  if (crash) return exited(requestId)
  if (struck.some(({ kind }) => kind === 'lost-response')) {
    return failed('Sandbox.ConnectionLost', 'The answer was lost: a fault of the local cloud, see /_local/faults.')
  }
  return outcome
}

const failed = (errorType: string, errorMessage: string, durationMs = 0): Failure => ({
  ok: false,
  error: { errorType, errorMessage },
  durationMs,
  cold: false,
})

const exited = (requestId: string) =>
  failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`)
