/** The Invoke operation on the wire: RequestResponse, Event and DryRun. */
import { type AwsAnswer, type AwsCall, AwsError, type Principal } from '../types.ts'
import type { FunctionConfig } from './function-config.ts'
import type { Invoker } from './invoker.ts'

export const invokePath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/

/** Lambda's limit of an event invocation, bytes. */
const maxEventBytes = 1024 * 1024

interface InvokeParts {
  config(nameOrArn: string): FunctionConfig
  authorize(principal: Principal, functionArn: string): void
  readonly invoke: Invoker['invokeText']
  accept(arn: string, payload: string, source: string): string
}

export async function answerInvoke(call: AwsCall, parts: InvokeParts): Promise<AwsAnswer> {
  const name = decodeURIComponent(invokePath.exec(call.path)?.[1] ?? '')
  const config = parts.config(name)
  const qualifier = call.query.get('Qualifier') ?? /:function:[^:]+:(.+)$/.exec(name)?.[1]
  const arn = qualifier ? `${config.arn}:${qualifier}` : config.arn
  parts.authorize(call.principal, arn)

  const payload = call.rawBody.length > 0 ? call.rawBody.toString() : '{}'
  assertJson(payload)
  const source = call.principal.kind === 'role' ? `invoke by ${call.principal.label}` : 'invoke by the operator'
  const type = call.headers['x-amz-invocation-type'] ?? 'RequestResponse'
  if (type === 'DryRun') return { status: 204, body: Buffer.alloc(0) }
  if (type === 'Event') {
    if (payload.length > maxEventBytes) {
      throw new AwsError('RequestTooLargeException', `An event is limited to ${maxEventBytes} bytes`, 413)
    }
    parts.accept(arn, payload, source)
    return { status: 202, body: Buffer.alloc(0) }
  }
  const result = await parts.invoke(config, arn, payload, {
    source,
    traceId: call.headers['x-amzn-trace-id'],
    waiter: call.signal,
  })
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    'x-amzn-requestid': result.requestId,
  }
  if (!result.ok) headers['x-amz-function-error'] = 'Unhandled'
  if (call.headers['x-amz-log-type'] === 'Tail') {
    headers['x-amz-log-result'] = Buffer.from(result.logs.join('\n').slice(-4096)).toString('base64')
  }
  return { status: 200, headers, body: Buffer.from(result.text) }
}

function assertJson(payload: string) {
  try {
    JSON.parse(payload)
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    )
  }
}
