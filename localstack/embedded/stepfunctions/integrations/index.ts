/** The services that a Task state can use. */
import type { Cloud } from '../../types.ts'
import type { TaskState } from '../definition/asl.ts'
import type { CallTask } from '../execution/live-host.ts'
import { StatesError } from '../interpreter/errors.ts'
import type { TaskRequest } from '../interpreter/run.ts'
import { putEvents } from './events.ts'
import { type Caller, invokeFunction, lambdaInvoke } from './lambda.ts'
import { publishToTopic } from './sns.ts'
import { sendMessage } from './sqs.ts'

export type Integration = (cloud: Cloud, caller: Caller, request: TaskRequest) => Promise<unknown>

const INTEGRATIONS: Readonly<Record<string, { run: Integration; required: readonly string[] }>> = {
  'lambda:invoke': { run: lambdaInvoke, required: ['FunctionName'] },
  'sqs:sendMessage': { run: sendMessage, required: ['QueueUrl', 'MessageBody'] },
  'events:putEvents': { run: putEvents, required: ['Entries'] },
  'sns:publish': { run: publishToTopic, required: ['Message'] },
}
const SERVICE_RESOURCE = /^arn:aws[\w-]*:states:[^:]*:[^:]*:(\w+:\w+)(\.waitForTaskToken)?$/
const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d+:function:[\w-]+(:[\w$-]+)?$/

/** What is wrong with a Task's Resource and Parameters; undefined when they can run. */
export function resourceProblem(state: TaskState, find: (arnOrId: string) => unknown): string | undefined {
  const functionArn = FUNCTION_ARN.test(state.Resource) ? state.Resource : undefined
  if (functionArn) return find(functionArn) ? undefined : `there is no function ${functionArn} in the assembly`
  const integration = INTEGRATIONS[SERVICE_RESOURCE.exec(state.Resource)?.[1] ?? '']
  if (!integration) {
    const known = Object.keys(INTEGRATIONS).map((name) => `arn:aws:states:::${name}[.waitForTaskToken]`)
    return `the Resource "${state.Resource}" is not supported; use a function's ARN or ${known.join(', ')}`
  }
  const parameters = (state.Parameters ?? {}) as Record<string, unknown>
  const missing = integration.required.filter((name) => !(name in parameters) && !(`${name}.$` in parameters))
  if (missing.length > 0) return `"Parameters" lacks ${missing.join(', ')}`
  const name = parameters.FunctionName
  if (typeof name === 'string' && !find(name)) return `there is no function ${name} in the assembly`
  return undefined
}

/** @returns sends a task under the state machine's role. */
export function taskCaller(cloud: Cloud): CallTask {
  return async (request, execution) => {
    const caller: Caller = {
      principal: { kind: 'role', roleArn: execution.role_arn, label: execution.machine_name },
      source: `states ${execution.name}/${request.state}`,
      withdrawn: request.signal,
      ...(execution.trace_id ? { traceId: execution.trace_id } : {}),
    }
    if (FUNCTION_ARN.test(request.resource)) return invokeFunction(cloud, caller, request.resource, request.payload)
    const integration = INTEGRATIONS[SERVICE_RESOURCE.exec(request.resource)?.[1] ?? '']
    if (!integration) throw new StatesError('States.Runtime', `The resource ${request.resource} is not supported.`)
    return integration.run(cloud, caller, request)
  }
}
