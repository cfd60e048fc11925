/** Lambda tasks. Error names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
import { AwsError, type Cloud, type InvokeOptions, type InvokeResult } from '../../types.ts'
import { StatesError } from '../interpreter/errors.ts'
import type { TaskRequest } from '../interpreter/run.ts'

/** The state machine that a task is run for. */
export type Caller = InvokeOptions

/** A function's ARN as Resource: the result is the function's return value. */
export async function invokeFunction(cloud: Cloud, caller: Caller, arn: string, payload: unknown): Promise<unknown> {
  return (await invoke(cloud, caller, arn, payload)).payload
}

/** `arn:aws:states:::lambda:invoke`: the result has the shape of Lambda's Invoke answer. */
export async function lambdaInvoke(cloud: Cloud, caller: Caller, request: TaskRequest): Promise<unknown> {
  const { FunctionName, Payload, Qualifier } = request.payload as Record<string, unknown>
  const name = Qualifier === undefined ? String(FunctionName) : `${FunctionName}:${Qualifier}`
  const { payload, requestId } = await invoke(cloud, caller, name, Payload ?? {})
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  }
}

async function invoke(cloud: Cloud, caller: Caller, name: string, payload: unknown): Promise<InvokeResult> {
  const found = cloud.find(name)
  if (!found) throw new StatesError('Lambda.ResourceNotFoundException', `Function not found: ${name}`)
  // An ARN may name a version or an alias, which is the caller's choice to keep.
  const arn = name.startsWith('arn:') ? name : found.arn
  const result = await cloud.invoke(arn, payload, caller).catch((error: unknown) => {
    throw serviceError(error)
  })
  if (!result.ok) throw functionError(result)
  return result
}

function serviceError(error: unknown): StatesError {
  if (!(error instanceof AwsError)) return new StatesError('Lambda.ServiceException', String(error))
  if (error.code === 'AccessDeniedException') return new StatesError('Lambda.AWSLambdaException', error.message)
  return new StatesError(`Lambda.${error.code}`, error.message)
}

function functionError({ payload, functionError }: InvokeResult): StatesError {
  const cause = JSON.stringify(payload)
  if (functionError?.startsWith('TooManyRequests')) return new StatesError('Lambda.TooManyRequestsException', cause)
  const errorType = (payload as { errorType?: unknown } | null)?.errorType
  return new StatesError(typeof errorType === 'string' && errorType ? errorType : 'Lambda.Unknown', cause)
}
