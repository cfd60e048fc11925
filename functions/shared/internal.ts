/** Calls between services: a Lambda invoke under IAM of a function that the other service publishes, one hop deep. */
import { InvokeCommand } from '@aws-sdk/client-lambda'
import type * as z from 'zod/mini'
import type { InternalFunction } from '../../contracts/internal-function.ts'
import { lambda } from './clients/lambda.ts'
import { env } from './env.ts'
import { Problem } from './errors.ts'
import { BreakerOpen, breakerOf } from './resilience/breaker/breaker.ts'
import { dependencyOf } from './resilience/breaker/dependencies.ts'
import { limitsFor } from './resilience/breaker/limits.ts'
import { inTime, type RunningTime, withDeadline } from './resilience/deadline.ts'

/** Turns a published contract and a short function into its Lambda. */
export function internal<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: InternalFunction<Input, Output>,
  handle: (input: z.infer<Input>) => Promise<z.infer<Output>>,
) {
  return async (event: unknown, context?: RunningTime): Promise<z.infer<Output>> =>
    withDeadline(
      context,
      async () => contract.output.parse(await handle(contract.input.parse(event) as z.infer<Input>)) as z.infer<Output>,
    )
}

/**
 * One attempt: who called us repeats it, or whoever called them. Behind a breaker where the service has a table.
 * @param signal gives the answer up before the contract's time
 * @throws {Problem} PROVIDER_UNAVAILABLE when it fails, or does not answer in the contract's time or in what is left of our own.
 */
export async function call<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: InternalFunction<Input, Output>,
  input: z.infer<Input>,
  signal?: AbortSignal,
): Promise<z.infer<Output>> {
  const dependency = dependencyOf(contract)
  try {
    return await breakerOf({ dependency, limits: limitsFor(contract.timeoutMs) }).run(() =>
      invoke(contract, input, signal),
    )
  } catch (cause) {
    const retryAfter = cause instanceof BreakerOpen ? cause.retryAfter : 2
    throw new Problem('PROVIDER_UNAVAILABLE', 'A part of the shop does not answer. Try again in a moment.', {
      cause,
      headers: { 'retry-after': String(retryAfter) },
    })
  }
}

async function invoke<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: InternalFunction<Input, Output>,
  input: z.infer<Input>,
  signal: AbortSignal | undefined,
): Promise<z.infer<Output>> {
  const { service, name } = contract
  const answer = await lambda.send(
    new InvokeCommand({
      FunctionName: env.internalFunctionArn(service, name),
      Payload: Buffer.from(JSON.stringify(input)),
    }),
    { abortSignal: inTime(contract.timeoutMs, signal) },
  )
  const text = Buffer.from(answer.Payload ?? []).toString()
  if (answer.FunctionError) throw new CalleeFailed(`${service}.${name}`, answer.FunctionError, text)
  return contract.output.parse(JSON.parse(text)) as z.infer<Output>
}

/** The function ran and threw. Its error's name is in ours, so that a broken contract is not taken for an outage. */
class CalleeFailed extends Error {
  constructor(callee: string, kind: string, payload: string) {
    super(`${callee} failed: ${kind} ${payload.slice(0, 300)}`)
    const [, errorType] = /"errorType":\s*"([^"]*)"/.exec(payload) ?? []
    this.name = `CalleeFailed ${errorType ?? ''}`.trim()
  }
}
