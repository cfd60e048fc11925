/** Step Functions: Standard state machines whose executions survive `kill -9`. */
import { type AwsCall, AwsError, type Cloud, type Emulator, type ResourceSupport } from '../types.ts'
import {
  type Api,
  describeExecution,
  getExecutionHistory,
  listExecutions,
  redriveExecution,
  startExecution,
  stopExecution,
} from './api/executions.ts'
import { describeStateMachine, describeStateMachineForExecution, listStateMachines } from './api/machines.ts'
import { requireToken, sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './api/tasks.ts'
import { executionsView } from './api/views.ts'
import { Executions } from './execution/executions.ts'
import { Machines } from './execution/machines.ts'
import { openRecords, type TokenRow } from './execution/records.ts'
import { taskCaller } from './integrations/index.ts'

type Operation = (api: Api, input: Record<string, unknown>) => unknown

/** Operations by the request field that names the resource to authorise. */
const BY_RESOURCE: Readonly<Record<string, { resource?: string; run: Operation }>> = {
  StartExecution: { resource: 'stateMachineArn', run: startExecution },
  ListExecutions: { resource: 'stateMachineArn', run: listExecutions },
  DescribeStateMachine: { resource: 'stateMachineArn', run: describeStateMachine },
  DescribeExecution: { resource: 'executionArn', run: describeExecution },
  DescribeStateMachineForExecution: { resource: 'executionArn', run: describeStateMachineForExecution },
  GetExecutionHistory: { resource: 'executionArn', run: getExecutionHistory },
  RedriveExecution: { resource: 'executionArn', run: redriveExecution },
  StopExecution: { resource: 'executionArn', run: stopExecution },
  ListStateMachines: { run: listStateMachines },
}
/** Authorised on the state machine that issued the token. */
const BY_TOKEN: Readonly<Record<string, (api: Api, token: TokenRow, input: Record<string, unknown>) => unknown>> = {
  SendTaskSuccess: sendTaskSuccess,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
}

const stateMachine: ResourceSupport = {
  honoured: [
    'Definition',
    'DefinitionString',
    'DefinitionS3Location',
    'DefinitionSubstitutions',
    'RoleArn',
    'StateMachineName',
    'StateMachineType',
    'LoggingConfiguration',
    'TracingConfiguration',
  ],
  ignored: { Tags: 'tags change nothing at run time', EncryptionConfiguration: 'local data is not encrypted' },
  identify({ region, accountId, generatedName, property }) {
    const name = String(property('StateMachineName') ?? generatedName)
    const arn = `arn:aws:states:${region}:${accountId}:stateMachine:${name}`
    return { physicalId: arn, arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'INITIAL' } }
  },
}

export function stepFunctions(): Emulator {
  let cloud: Cloud
  let api: Api

  function operate({ operation, input, principal, headers }: AwsCall): unknown {
    const byToken = BY_TOKEN[operation]
    if (byToken) {
      const token = requireToken(api, input.taskToken)
      cloud.authorize(principal, `states:${operation}`, token.machine_arn)
      return byToken(api, token, input)
    }
    const known = BY_RESOURCE[operation]
    if (!known) throw new AwsError('UnknownOperationException', `The local cloud's Step Functions has no ${operation}`)
    cloud.authorize(principal, `states:${operation}`, known.resource ? String(input[known.resource]) : '*')
    return known.run(api, { traceHeader: headers['x-amzn-trace-id'], ...input })
  }

  return {
    name: 'stepfunctions',
    resources: { 'AWS::StepFunctions::StateMachine': stateMachine },
    protocol: { kind: 'json', targetPrefix: 'AWSStepFunctions', contentType: 'application/x-amz-json-1.0' },

    async prepare(given) {
      cloud = given
      const records = openRecords(cloud.store)
      const machines = new Machines(cloud, records)
      api = { records, machines, executions: new Executions(records, machines, taskCaller(cloud), cloud.log) }
    },
    async start() {
      api.executions.resume()
    },
    async stop() {
      api?.executions.suspend()
    },
    handle: async (call) => ({ body: await operate(call) }),

    /** Starts an execution with the payload as input. */
    async deliver({ targetArn, payload, settings }) {
      const name = settings?.Name
      startExecution(api, {
        stateMachineArn: targetArn,
        input: typeof payload === 'string' ? payload : JSON.stringify(payload),
        ...(name === undefined ? {} : { name }),
      })
    },
    views: { executions: (request) => executionsView(api)(request) },
  }
}
