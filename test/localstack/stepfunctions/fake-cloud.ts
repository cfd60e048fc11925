/** A cloud with one state machine and functions made of plain code. */
import { stepFunctions } from '../../../localstack/embedded/stepfunctions/index.ts'
import { openStore, type Store } from '../../../localstack/embedded/store.ts'
import {
  AwsError,
  type Cloud,
  type Delivery,
  type InvokeOptions,
  type InvokeResult,
  type Resource,
} from '../../../localstack/embedded/types.ts'

export type FakeFunction = (event: never, options: InvokeOptions) => unknown

export interface FakeOptions {
  readonly store?: Store
  readonly functions?: Readonly<Record<string, FakeFunction>>
  readonly properties?: Record<string, unknown>
  /** The machine's role may not do this. */
  readonly denied?: readonly string[]
}

export interface FakeExecution {
  readonly status: string
  readonly output?: unknown
  readonly error?: string
  readonly cause?: string
}

export const MACHINE_ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:machine'
export const ROLE_ARN = 'arn:aws:iam::000000000000:role/machine'
export const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`
export const queueUrl = 'http://127.0.0.1:4566/000000000000/orders'
export const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:orders'

/** A Task state that invokes the fake function of the same name. */
export const task = (name: string, more: object) => ({ Type: 'Task', Resource: functionArn(name), ...more })

/** A Task state that hands its token to the fake function of the same name. */
export const tokenTask = (name: string, more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: functionArn(name), Payload: { 'token.$': '$$.Task.Token', 'input.$': '$' } },
  ...more,
})

/** Four steps, the second awaits a token. */
export const ORDER_MACHINE = {
  StartAt: 'reserve',
  States: {
    reserve: task('reserve', { Next: 'pay' }),
    pay: tokenTask('pay', { Next: 'confirm' }),
    confirm: task('confirm', { Next: 'ship' }),
    ship: task('ship', { End: true }),
  },
}

/** What a fake function throws to fail as Lambda reports it. */
export class LambdaFailure extends Error {
  readonly result: Pick<InvokeResult, 'payload' | 'functionError'>
  constructor(errorType: string, errorMessage = 'no luck', functionError = 'Unhandled') {
    super(errorMessage)
    this.result = { payload: { errorType, errorMessage }, functionError }
  }
}

export async function fakeCloud(definition: object, options: FakeOptions = {}) {
  const { functions = {}, store = openStore() } = options
  const delivered: Delivery[] = []
  const authorized: string[] = []
  const resource = (type: string, arn: string, physicalId: string, properties = {}): Resource => {
    return { stack: 'Test', logicalId: 'Machine', type, physicalId, arn, properties, metadata: {} }
  }
  const machine = resource('AWS::StepFunctions::StateMachine', MACHINE_ARN, MACHINE_ARN, {
    DefinitionString: JSON.stringify(definition),
    RoleArn: ROLE_ARN,
    ...options.properties,
  })
  const resources = [
    machine,
    resource('AWS::SQS::Queue', queueArn, queueUrl),
    ...Object.keys(functions).map((name) => resource('AWS::Lambda::Function', functionArn(name), name)),
  ]
  const check = (action: string) => {
    if (options.denied?.includes(action)) throw new AwsError('AccessDeniedException', `not authorized to ${action}`)
    authorized.push(action)
  }
  const cloud: Cloud = {
    region: 'eu-west-1',
    accountId: '000000000000',
    endpoint: 'http://127.0.0.1:4566',
    store,
    dataFolder: '',
    ephemeral: true,
    log: { info() {}, warn() {}, error() {} },
    resources: (type) => resources.filter((candidate) => candidate.type === type),
    find: (id) => resources.find(({ arn, physicalId }) => arn === id || physicalId === id),
    async invoke(arn, payload, invokeOptions) {
      check('lambda:InvokeFunction')
      const found = functions[arn.slice(arn.lastIndexOf(':') + 1)]!
      const answer = { requestId: 'request', durationMs: 1 }
      try {
        return { ...answer, ok: true, payload: (await found(payload as never, invokeOptions)) ?? null }
      } catch (error) {
        if (error instanceof LambdaFailure) return { ...answer, ok: false, ...error.result } as InvokeResult
        throw error
      }
    },
    async deliver(delivery) {
      check('deliver')
      delivered.push(delivery)
    },
    authorize: (_, action) => check(action),
    assetPath: () => undefined,
    credentialsFor: () => ({}),
  }
  const emulator = stepFunctions()
  await emulator.prepare!(cloud)
  await emulator.start!()

  async function call<Answer = Record<string, unknown>>(operation: string, input: Record<string, unknown> = {}) {
    const answer = await emulator.handle!({
      operation,
      input,
      rawBody: Buffer.from(JSON.stringify(input)),
      headers: {},
      path: '/',
      query: new URLSearchParams(),
      principal: { kind: 'root' },
    })
    // What the SDK gets went over the wire as JSON.
    return JSON.parse(JSON.stringify(answer.body)) as Answer
  }
  async function start(input: unknown = {}, name?: string): Promise<string> {
    const answer = await call('StartExecution', {
      stateMachineArn: MACHINE_ARN,
      input: JSON.stringify(input),
      ...(name ? { name } : {}),
    })
    return answer.executionArn as string
  }
  async function describe(executionArn: string): Promise<FakeExecution> {
    const { output, ...answer } = await call<FakeExecution & { output?: string }>('DescribeExecution', { executionArn })
    return { ...answer, ...(output === undefined ? {} : { output: JSON.parse(output) as unknown }) }
  }
  async function finished(executionArn: string): Promise<FakeExecution> {
    return until(async () => {
      const execution = await describe(executionArn)
      return execution.status === 'RUNNING' ? undefined : execution
    })
  }
  const view = async (rest: string[] = [], query = '') =>
    JSON.parse(JSON.stringify((await emulator.views!.executions!({ rest, query: new URLSearchParams(query) })) ?? null))
  const run = async (input: unknown = {}) => finished(await start(input))
  const stop = () => emulator.stop!()
  return { emulator, store, call, start, describe, finished, run, view, stop, delivered, authorized }
}

/** Waits until the condition gives a value. */
export async function until<Value>(condition: () => Value | undefined | Promise<Value | undefined>): Promise<Value> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const value = await condition()
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadline) throw new Error('The condition did not come true within 20 s')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
