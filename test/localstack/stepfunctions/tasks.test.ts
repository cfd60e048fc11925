import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { AwsError } from '../../../localstack/embedded/types.ts'
import {
  type FakeFunction,
  fakeCloud,
  functionArn,
  LambdaFailure,
  queueArn,
  queueUrl,
  ROLE_ARN,
  task,
} from './fake-cloud.ts'

const single = (state: object) => ({
  StartAt: 'only',
  States: { only: { End: true, ...state }, caught: { Type: 'Succeed' } },
})
const caught = (state: object) => ({
  StartAt: 'only',
  States: {
    only: { End: true, ...state, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'caught' }] },
    caught: { Type: 'Succeed' },
  },
})
const unhandled = (state: object) => ({ StartAt: 'only', States: { only: { End: true, ...state } } })
const failing = (times: number, error = 'Flaky') => {
  let calls = 0
  return () => {
    if (++calls <= times) throw new LambdaFailure(error)
    return calls
  }
}
const never: FakeFunction = () => new Promise(() => {})

describe('a Lambda task', () => {
  it("gives the return value when the Resource is the function, under the machine's role", async () => {
    const seen: unknown[] = []
    const work: FakeFunction = (event, options) => {
      seen.push(event, options)
      return { done: true }
    }
    const cloud = await fakeCloud(unhandled(task('work', {})), { functions: { work } })

    const result = await cloud.finished(await cloud.start({ a: 1 }, 'order-1'))

    const principal = { kind: 'role', roleArn: ROLE_ARN, label: 'machine' }
    expect(result.output).toEqual({ done: true })
    expect(seen).toEqual([{ a: 1 }, { principal, source: 'states order-1/only', withdrawn: expect.any(AbortSignal) }])
  })

  it('gives the Invoke answer when the Resource is lambda:invoke', async () => {
    const state = {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'work', 'Payload.$': '$' },
    }
    const cloud = await fakeCloud(unhandled(state), { functions: { work: (event: object) => ({ got: event }) } })

    const { output } = await cloud.run({ a: 1 })

    expect(output).toMatchObject({ Payload: { got: { a: 1 } }, StatusCode: 200, ExecutedVersion: '$LATEST' })
  })

  it.each([
    ["the function's own error", new LambdaFailure('OutOfStock'), 'OutOfStock'],
    ['a function that ran too long', new LambdaFailure('Sandbox.Timedout'), 'Sandbox.Timedout'],
    ['an error without a type', new LambdaFailure(''), 'Lambda.Unknown'],
    ['throttling', new LambdaFailure('Any', 'slow down', 'TooManyRequests'), 'Lambda.TooManyRequestsException'],
    ['a missing permission', new AwsError('AccessDeniedException', 'not allowed'), 'Lambda.AWSLambdaException'],
    ['a fault of the service', new Error('broken pipe'), 'Lambda.ServiceException'],
  ])('names %s as AWS does', async (_, thrown, expected) => {
    const work = () => {
      throw thrown
    }
    const cloud = await fakeCloud(caught(task('work', {})), { functions: { work } })

    const { output } = await cloud.run()

    expect(output).toMatchObject({ Error: expected, Cause: expect.any(String) })
  })

  it('has the Lambda error object as JSON in the cause', async () => {
    const cloud = await fakeCloud(caught(task('work', {})), { functions: { work: failing(1, 'OutOfStock') } })

    const { output } = await cloud.run()

    const { Cause } = output as { Cause: string }
    expect(JSON.parse(Cause)).toEqual({ errorType: 'OutOfStock', errorMessage: 'no luck' })
  })

  it('times out after TimeoutSeconds, and the late result changes nothing', async () => {
    const cloud = await fakeCloud(caught(task('work', { TimeoutSeconds: 1 })), { functions: { work: never } })

    const { output } = await cloud.run()

    expect(output).toMatchObject({ Error: 'States.Timeout' })
  })

  it.each([
    ['timed out', { TimeoutSeconds: 1 }, false],
    ['was stopped', {}, true],
  ])('takes back what its function has not begun with when it %s', async (_, more, isStopped) => {
    const sent = Promise.withResolvers<AbortSignal>()
    const work: FakeFunction = (_event, { withdrawn }) => {
      sent.resolve(withdrawn!)
      return new Promise(() => {})
    }
    const cloud = await fakeCloud(unhandled(task('work', more)), { functions: { work } })
    const executionArn = await cloud.start()
    const withdrawn = await sent.promise
    const wasWithdrawn = withdrawn.aborted

    if (isStopped) await cloud.call('StopExecution', { executionArn })
    await cloud.finished(executionArn)

    expect([wasWithdrawn, withdrawn.aborted]).toEqual([false, true])
  })

  it('fails with States.DataLimitExceeded when the result is over 256 KiB', async () => {
    const cloud = await fakeCloud(unhandled(task('work', {})), { functions: { work: () => 'x'.repeat(262_145) } })

    expect(await cloud.run()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' })
  })
})

describe('Retry and Catch', () => {
  const Retry = [
    { ErrorEquals: ['Flaky'], IntervalSeconds: 1, MaxAttempts: 2, MaxDelaySeconds: 1, JitterStrategy: 'FULL' },
  ]

  it('retries a named error until it works', async () => {
    const cloud = await fakeCloud(unhandled(task('work', { Retry })), { functions: { work: failing(2) } })

    expect(await cloud.run()).toMatchObject({ status: 'SUCCEEDED', output: 3 })
  })

  it('gives up after MaxAttempts', async () => {
    const once = [{ ...Retry[0], MaxAttempts: 1 }]
    const cloud = await fakeCloud(unhandled(task('work', { Retry: once })), { functions: { work: failing(9) } })

    expect(await cloud.run()).toMatchObject({ status: 'FAILED', error: 'Flaky' })
  })

  it('waits IntervalSeconds before it retries', async () => {
    const patient = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1 }]
    const cloud = await fakeCloud(unhandled(task('work', { Retry: patient })), { functions: { work: failing(1) } })
    const before = Date.now()

    await cloud.run()

    expect(Date.now() - before).toBeGreaterThanOrEqual(1000)
  })

  it('does not retry a business error that the retrier does not name', async () => {
    const cloud = await fakeCloud(unhandled(task('work', { Retry })), { functions: { work: failing(1, 'OutOfStock') } })

    expect(await cloud.run()).toMatchObject({ status: 'FAILED', error: 'OutOfStock' })
  })

  it('does not let States.TaskFailed catch a timeout, but lets States.Timeout', async () => {
    const Catch = [
      { ErrorEquals: ['States.TaskFailed'], Next: 'wrong' },
      { ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'caught' },
    ]
    const States = {
      only: task('work', { TimeoutSeconds: 1, Catch, Next: 'wrong' }),
      caught: { Type: 'Succeed' },
      wrong: { Type: 'Fail' },
    }
    const cloud = await fakeCloud({ StartAt: 'only', States }, { functions: { work: never } })

    expect(await cloud.run({ a: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { a: 1 } })
  })
})

describe('a service task', () => {
  it('sends a message to a queue', async () => {
    const Parameters = { QueueUrl: queueUrl, MessageBody: { 'id.$': '$.id' }, MessageGroupId: 'g' }
    const cloud = await fakeCloud(unhandled({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters }))

    const { output } = await cloud.run({ id: 7 })

    expect(cloud.delivered).toEqual([
      {
        targetArn: queueArn,
        payload: '{"id":7}',
        principal: expect.objectContaining({ roleArn: ROLE_ARN }),
        settings: { MessageGroupId: 'g' },
      },
    ])
    expect(output).toMatchObject({ MD5OfMessageBody: createHash('md5').update('{"id":7}').digest('hex') })
  })

  it('puts events on their buses', async () => {
    const Parameters = { Entries: [{ Source: 's', DetailType: 't', Detail: { 'id.$': '$.id' }, EventBusName: 'shop' }] }
    const cloud = await fakeCloud(
      unhandled({ Type: 'Task', Resource: 'arn:aws:states:::events:putEvents', Parameters }),
    )

    const { output } = await cloud.run({ id: 7 })

    const entry = { Source: 's', DetailType: 't', Detail: { id: 7 }, EventBusName: 'shop' }
    const targetArn = 'arn:aws:events:eu-west-1:000000000000:event-bus/shop'
    expect(cloud.delivered).toMatchObject([{ targetArn, payload: { Entries: [entry] } }])
    expect(output).toMatchObject({ FailedEntryCount: 0 })
  })

  it("fails with the service's error when the role may not use it", async () => {
    const Parameters = { QueueUrl: queueUrl, MessageBody: 'x' }
    const definition = unhandled({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters })
    const cloud = await fakeCloud(definition, { denied: ['deliver'] })

    expect(await cloud.run()).toMatchObject({ status: 'FAILED', error: 'Sqs.AccessDeniedException' })
  })
})

describe('a definition', () => {
  it('takes DefinitionSubstitutions in strings and as numbers', async () => {
    const DefinitionString = JSON.stringify(
      unhandled({ Type: 'Task', Resource: '${work}', TimeoutSeconds: 12345 }),
    ).replace('12345', '${n}')
    const DefinitionSubstitutions = { work: functionArn('work'), n: 1 }
    const properties = { DefinitionString, DefinitionSubstitutions }

    const cloud = await fakeCloud({}, { functions: { work: never }, properties })

    expect(await cloud.run()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
  })

  it.each([
    [
      'an unknown service',
      unhandled({ Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun' }),
      'state "only": the Resource "arn:aws:states:::glue:startJobRun" is not supported',
    ],
    ['a function that is not deployed', unhandled(task('absent', {})), 'state "only": there is no function'],
    ['JSONata', unhandled({ Type: 'Pass', QueryLanguage: 'JSONata' }), 'state "only": JSONata is not supported'],
    ['variables', unhandled({ Type: 'Pass', Assign: {} }), 'state "only": variables (Assign) are not supported'],
    [
      'a missing target',
      unhandled({ Type: 'Pass', End: undefined, Next: 'nowhere' }),
      'state "only": there is no state "nowhere"',
    ],
    ['an unreachable state', single({ Type: 'Pass' }), 'state "caught": no transition leads to it'],
    ['a bad path', unhandled({ Type: 'Pass', InputPath: 'order' }), 'state "only": "InputPath"'],
    [
      'a bad intrinsic',
      unhandled({ Type: 'Pass', Parameters: { 'a.$': 'States.Nope(1)' } }),
      '"Parameters.a.$": "States.Nope(1)" is not',
    ],
    [
      'an unknown comparison',
      {
        StartAt: 'c',
        States: { c: { Type: 'Choice', Choices: [{ Variable: '$.a', Equals: 1, Next: 'd' }] }, d: { Type: 'Succeed' } },
      },
      'state "c": a choice needs one known comparison',
    ],
    [
      'a placeholder without value',
      unhandled({ Type: 'Task', Resource: '${gone}' }),
      '${gone} in the definition has no value',
    ],
  ])('with %s stops the start with a clear error', async (_, definition, message) => {
    await expect(fakeCloud(definition)).rejects.toThrow(message)
  })
})
