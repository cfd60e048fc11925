/** Calls between services: a Lambda invoke under IAM of a function that the other service publishes, one hop deep. */
import { InvokeCommand } from '@aws-sdk/client-lambda'
import type * as z from 'zod/mini'
import type { InternalFunction } from '../../contracts/internal-function.ts'
import { lambda } from './clients/lambda.ts'
import { env } from './env.ts'
import { Problem } from './errors.ts'

/** Turns a published contract and a short function into its Lambda. */
export function internal<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: InternalFunction<Input, Output>,
  handle: (input: z.infer<Input>) => Promise<z.infer<Output>>,
) {
  return async (event: unknown): Promise<z.infer<Output>> =>
    contract.output.parse(await handle(contract.input.parse(event) as z.infer<Input>)) as z.infer<Output>
}

/**
 * @param signal gives the answer up before the contract's time
 * @throws {Problem} PROVIDER_UNAVAILABLE when it does not answer in the contract's time or fails.
 */
export async function call<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: InternalFunction<Input, Output>,
  input: z.infer<Input>,
  signal?: AbortSignal,
): Promise<z.infer<Output>> {
  const inTime = AbortSignal.timeout(contract.timeoutMs)
  const name = `${contract.service}.${contract.name}`
  try {
    const answer = await lambda.send(
      new InvokeCommand({
        FunctionName: env.internalFunctionArn(contract.service, contract.name),
        Payload: Buffer.from(JSON.stringify(input)),
      }),
      { abortSignal: signal ? AbortSignal.any([signal, inTime]) : inTime },
    )
    const text = Buffer.from(answer.Payload ?? []).toString()
    if (answer.FunctionError) throw new Error(`${name} failed: ${answer.FunctionError} ${text.slice(0, 300)}`)
    return contract.output.parse(JSON.parse(text)) as z.infer<Output>
  } catch (cause) {
    throw new Problem('PROVIDER_UNAVAILABLE', 'A part of the shop does not answer. Try again in a moment.', {
      cause,
      headers: { 'retry-after': '2' },
    })
  }
}
