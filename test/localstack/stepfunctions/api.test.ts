import { describe, expect, it } from '@jest/globals'
import { type FakeFunction, fakeCloud, LambdaFailure, MACHINE_ARN, task, tokenTask, until } from './fake-cloud.ts'

const WAITING = { StartAt: 'wait', States: { wait: { Type: 'Wait', Seconds: 3600, End: true } } }
const QUICK = { StartAt: 'pass', States: { pass: { Type: 'Pass', End: true } } }

describe('StartExecution', () => {
  it('gives the same execution for the same name and input while it runs', async () => {
    const cloud = await fakeCloud(WAITING)

    const first = await cloud.start({ a: 1, b: 2 }, 'order-1')
    const second = await cloud.start({ a: 1, b: 2 }, 'order-1')

    const list = await cloud.call<{ executions: unknown[] }>('ListExecutions', { stateMachineArn: MACHINE_ARN })
    expect(second).toBe(first)
    expect(list.executions).toHaveLength(1)
    await cloud.stop()
  })

  it('refuses the same name with another input', async () => {
    const cloud = await fakeCloud(WAITING)
    await cloud.start({ a: 1 }, 'order-1')

    await expect(cloud.start({ a: 2 }, 'order-1')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
    await cloud.stop()
  })

  it('refuses the name of a finished execution, even with the same input', async () => {
    const cloud = await fakeCloud(QUICK)
    await cloud.finished(await cloud.start({}, 'order-1'))

    await expect(cloud.start({}, 'order-1')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
  })

  it.each([
    ['an unknown machine', { stateMachineArn: `${MACHINE_ARN}x` }, 'StateMachineDoesNotExist'],
    ['input that is not JSON', { stateMachineArn: MACHINE_ARN, input: '{' }, 'InvalidExecutionInput'],
    ['a name with a space', { stateMachineArn: MACHINE_ARN, name: 'a b' }, 'InvalidName'],
  ])('refuses %s', async (_, input, code) => {
    const cloud = await fakeCloud(QUICK)

    await expect(cloud.call('StartExecution', input)).rejects.toMatchObject({ code })
  })

  it('is refused without the permission, and nothing starts', async () => {
    const cloud = await fakeCloud(QUICK, { denied: ['states:StartExecution'] })

    await expect(cloud.start()).rejects.toMatchObject({ code: 'AccessDeniedException' })
    expect((await cloud.view()).items).toEqual([])
  })

  it('happens when another service delivers to the machine', async () => {
    const cloud = await fakeCloud(QUICK)

    await cloud.emulator.deliver!({ targetArn: MACHINE_ARN, payload: { id: 1 }, principal: { kind: 'root' } })

    const [item] = await until(async () => {
      const { items } = await cloud.view([], 'status=succeeded')
      return items.length > 0 ? items : undefined
    })
    expect((await cloud.view([item.id])).input).toEqual({ id: 1 })
  })
})

describe('executions', () => {
  it('are listed by status, newest first, page by page', async () => {
    const cloud = await fakeCloud(QUICK)
    for (const name of ['a', 'b', 'c']) await cloud.finished(await cloud.start({}, name))
    const list = (more: object) =>
      cloud.call<{ executions: { name: string }[]; nextToken?: string }>('ListExecutions', {
        stateMachineArn: MACHINE_ARN,
        ...more,
      })

    const first = await list({ statusFilter: 'SUCCEEDED', maxResults: 2 })
    const second = await list({ statusFilter: 'SUCCEEDED', maxResults: 2, nextToken: first.nextToken })
    const none = await list({ statusFilter: 'RUNNING' })

    expect(first.executions.map(({ name }) => name)).toEqual(['c', 'b'])
    expect(second.executions.map(({ name }) => name)).toEqual(['a'])
    expect(second.nextToken).toBeUndefined()
    expect(none.executions).toEqual([])
  })

  it('are stopped at once, with the given error', async () => {
    const cloud = await fakeCloud(WAITING)
    const executionArn = await cloud.start()

    await cloud.call('StopExecution', { executionArn, error: 'Operator', cause: 'enough' })

    expect(await cloud.describe(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Operator', cause: 'enough' })
  })

  it('have a history as AWS gives it, with task details in the order they happened', async () => {
    const pay: FakeFunction = ({ token }: { token: string }) =>
      void cloud.call('SendTaskSuccess', { taskToken: token, output: '{"ok":true}' })
    const definition = {
      StartAt: 'work',
      States: { work: task('work', { Next: 'pay' }), pay: tokenTask('pay', { End: true }) },
    }
    const cloud = await fakeCloud(definition, { functions: { work: () => 1, pay } })

    const executionArn = await cloud.start()
    await cloud.finished(executionArn)
    const { events } = await cloud.call<{ events: { id: number; type: string }[] }>('GetExecutionHistory', {
      executionArn,
    })

    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ])
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1))
  })

  it('are shown state by state, with failed attempts and caught errors', async () => {
    let calls = 0
    const work = () => {
      throw new LambdaFailure(++calls === 1 ? 'Flaky' : 'OutOfStock')
    }
    const Retry = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, JitterStrategy: 'FULL' }]
    const Catch = [{ ErrorEquals: ['OutOfStock'], ResultPath: '$.error', Next: 'release' }]
    const States = { work: task('work', { Retry, Catch, End: true }), release: task('release', { End: true }) }
    const cloud = await fakeCloud({ StartAt: 'work', States }, { functions: { work, release: () => 'released' } })

    await cloud.finished(await cloud.start({ id: 1 }, 'order-1'))
    const shown = await cloud.view(['order-1'])

    expect(shown).toMatchObject({ id: 'order-1', status: 'SUCCEEDED', input: { id: 1 }, output: 'released' })
    expect(shown.history).toMatchObject([
      {
        state: 'work',
        caught: true,
        next: 'release',
        attempts: [
          { ok: false, error: 'Flaky' },
          { ok: false, error: 'OutOfStock' },
        ],
      },
      { state: 'release', input: { id: 1, error: { Error: 'OutOfStock' } }, attempts: [{ ok: true }] },
    ])
  })

  it('that are unknown are ExecutionDoesNotExist, and 404 in the console', async () => {
    const cloud = await fakeCloud(QUICK)

    await expect(cloud.describe('arn:none')).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' })
    expect(await cloud.view(['none'])).toBeNull()
  })
})

describe('DescribeStateMachine', () => {
  it('gives the definition that runs', async () => {
    const cloud = await fakeCloud(QUICK)

    const machine = await cloud.call('DescribeStateMachine', { stateMachineArn: MACHINE_ARN })
    const list = await cloud.call('ListStateMachines')

    expect(machine).toMatchObject({
      name: 'machine',
      type: 'STANDARD',
      status: 'ACTIVE',
      definition: JSON.stringify(QUICK),
    })
    expect(list).toMatchObject({ stateMachines: [{ stateMachineArn: MACHINE_ARN }] })
  })
})
