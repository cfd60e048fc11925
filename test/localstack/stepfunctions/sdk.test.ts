import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import { aFunction, aRole, getAtt } from '../support/assembly.ts'
import { aCloud, atEnd, until } from '../support/cloud.ts'

const DEFINITION = {
  StartAt: 'Pay',
  States: {
    Pay: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { FunctionName: '${pay}', Payload: { 'taskToken.$': '$$.Task.Token', 'orderId.$': '$.orderId' } },
      ResultPath: '$.payment',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }],
      Next: 'Ship',
    },
    Ship: { Type: 'Task', Resource: '${ship}', End: true },
    Failed: { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' },
  },
}

/** Answers the token by the SDK as deployed code does. */
const PAY = `
  import { SFNClient, SendTaskSuccessCommand } from '@aws-sdk/client-sfn'
  const client = new SFNClient({})
  export const handler = async ({ taskToken, orderId }) => {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ orderId, paid: true }) }))
  }`
const SHIP = 'export const handler = async (event) => ({ shipped: event.payment.orderId })'

/** Functions deploy as bundles, the SDK in them. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  return outputFiles[0]!.text
}

const invoke = (target: string) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: getAtt(target) })
const machine = {
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'checkout',
    DefinitionString: JSON.stringify(DEFINITION),
    DefinitionSubstitutions: { pay: getAtt('Pay'), ship: getAtt('Ship') },
    RoleArn: getAtt('MachineRole'),
  },
}
const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:checkout'

async function started(machineStatements: object[], functionActions = ['states:SendTaskSuccess']) {
  const answer = { Effect: 'Allow', Action: functionActions, Resource: stateMachineArn }
  const Resources = {
    Role: aRole([answer]),
    MachineRole: aRole(machineStatements),
    Pay: aFunction('pay'),
    Ship: aFunction('ship'),
    Machine: machine,
  }
  const cloud = await aCloud({ Resources }, { pay: await bundled(PAY), ship: SHIP })
  const client = new SFNClient({
    endpoint: cloud.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  atEnd(() => client.destroy())
  const input = JSON.stringify({ orderId: 'o-1' })
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'o-1', input }))
  const result = await until(async () => {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }))
    return execution.status === 'RUNNING' ? undefined : execution
  })
  return { client, executionArn, result }
}

describe('the AWS SDK', () => {
  it('starts an execution whose functions answer its token under their own role', async () => {
    const { client, executionArn, result } = await started([invoke('Pay'), invoke('Ship')])

    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }))

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: '{"shipped":"o-1"}', stopDate: expect.any(Date) })
    expect(events!.at(-1)).toMatchObject({ type: 'ExecutionSucceeded', timestamp: expect.any(Date) })
  })

  it("sees the execution fail when the machine's role may not invoke a function", async () => {
    const { result } = await started([invoke('Pay')])

    expect(result).toMatchObject({ status: 'FAILED', error: 'Lambda.AWSLambdaException' })
  })

  it('sees the execution fail when the function may not answer the token', async () => {
    const { result } = await started([invoke('Pay'), invoke('Ship')], ['states:DescribeExecution'])

    expect(result).toMatchObject({ status: 'FAILED', error: 'AccessDeniedException' })
  })

  it('gets typed errors', async () => {
    const { client } = await started([invoke('Pay'), invoke('Ship')])

    const again = client.send(new StartExecutionCommand({ stateMachineArn, name: 'o-1', input: '{}' }))
    const unknown = client.send(new SendTaskSuccessCommand({ taskToken: 'guess', output: '1' }))

    await expect(again).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' })
    await expect(unknown).rejects.toMatchObject({ name: 'InvalidToken' })
  })
})
