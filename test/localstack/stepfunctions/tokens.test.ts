import { describe, expect, it } from '@jest/globals'
import { type FakeFunction, fakeCloud, tokenTask, until } from './fake-cloud.ts'

const handler = [{ ErrorEquals: ['States.ALL'], Next: 'caught' }]
const machine = (more: object = {}) => ({
  StartAt: 'pay',
  States: { pay: tokenTask('pay', { End: true, Catch: handler, ...more }), caught: { Type: 'Succeed' } },
})

async function waiting(more: object = {}) {
  const tokens: string[] = []
  const pay: FakeFunction = (event: { token: string }) => {
    tokens.push(event.token)
  }
  const cloud = await fakeCloud(machine(more), { functions: { pay } })
  const arn = await cloud.start()
  await until(() => tokens[0])
  return { ...cloud, arn, tokens }
}

describe('a task token', () => {
  it('ends the task with the output of SendTaskSuccess', async () => {
    const cloud = await waiting()

    await cloud.call('SendTaskSuccess', { taskToken: cloud.tokens[0], output: '{"paid":1}' })

    expect((await cloud.finished(cloud.arn)).output).toEqual({ paid: 1 })
  })

  it('fails the task with the error of SendTaskFailure', async () => {
    const cloud = await waiting()

    await cloud.call('SendTaskFailure', { taskToken: cloud.tokens[0], error: 'Declined', cause: 'no funds' })

    expect((await cloud.finished(cloud.arn)).output).toEqual({ Error: 'Declined', Cause: 'no funds' })
  })

  it('may be answered while the function that got it still runs', async () => {
    let token: string | undefined
    const pay: FakeFunction = (event: { token: string }) => {
      token = event.token
      return new Promise(() => {})
    }
    const cloud = await fakeCloud(machine(), { functions: { pay } })
    const arn = await cloud.start()

    await cloud.call('SendTaskSuccess', { taskToken: await until(() => token), output: '1' })

    expect(await cloud.finished(arn)).toMatchObject({ status: 'SUCCEEDED', output: 1 })
  })

  it('fails the task when the function that should take it fails', async () => {
    const pay = () => {
      throw new Error('down')
    }
    const cloud = await fakeCloud(machine(), { functions: { pay } })

    expect((await cloud.run()).output).toMatchObject({ Error: 'Lambda.ServiceException' })
  })

  it('times out, and an answer after that is TaskTimedOut', async () => {
    const cloud = await waiting({ TimeoutSeconds: 1 })

    const { output } = await cloud.finished(cloud.arn)
    const late = cloud.call('SendTaskSuccess', { taskToken: cloud.tokens[0], output: '1' })

    expect(output).toMatchObject({ Error: 'States.Timeout' })
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' })
  })

  it('takes one answer; the second is TaskTimedOut', async () => {
    const cloud = await waiting()

    await cloud.call('SendTaskSuccess', { taskToken: cloud.tokens[0], output: '1' })
    const second = cloud.call('SendTaskFailure', { taskToken: cloud.tokens[0], error: 'No' })

    await expect(second).rejects.toMatchObject({ code: 'TaskTimedOut' })
    expect(await cloud.finished(cloud.arn)).toMatchObject({ output: 1 })
  })

  it('of a stopped execution is TaskTimedOut', async () => {
    const cloud = await waiting()

    await cloud.call('StopExecution', { executionArn: cloud.arn })

    const late = cloud.call('SendTaskSuccess', { taskToken: cloud.tokens[0], output: '1' })
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' })
  })

  it('that was never issued is InvalidToken, and output that is not JSON is InvalidOutput', async () => {
    const cloud = await waiting()

    const invented = cloud.call('SendTaskSuccess', { taskToken: 'guess', output: '1' })
    const broken = cloud.call('SendTaskSuccess', { taskToken: cloud.tokens[0], output: '{' })

    await expect(invented).rejects.toMatchObject({ code: 'InvalidToken' })
    await expect(broken).rejects.toMatchObject({ code: 'InvalidOutput' })
    await cloud.stop()
  })

  it('is a new one at every retry', async () => {
    const cloud = await waiting({ Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 1, JitterStrategy: 'FULL' }] })

    await cloud.call('SendTaskFailure', { taskToken: cloud.tokens[0], error: 'Again' })
    const second = await until(() => cloud.tokens[1])
    await cloud.call('SendTaskSuccess', { taskToken: second, output: '2' })

    expect(second).not.toBe(cloud.tokens[0])
    expect(await cloud.finished(cloud.arn)).toMatchObject({ output: 2 })
  })

  it('is kept alive by heartbeats, and dies without', async () => {
    const cloud = await waiting({ HeartbeatSeconds: 1 })
    const started = Date.now()
    let beats = 0
    await until(async () => {
      if (Date.now() - started > beats * 300) {
        beats++
        await cloud.call('SendTaskHeartbeat', { taskToken: cloud.tokens[0] })
      }
      return Date.now() - started > 1500 || undefined
    })

    const alive = await cloud.describe(cloud.arn)
    const { output } = await cloud.finished(cloud.arn)

    expect(alive.status).toBe('RUNNING')
    expect(output).toMatchObject({ Error: 'States.HeartbeatTimeout' })
  })

  it("never appears in the console's views, even when a task returns it", async () => {
    const cloud = await waiting()
    const taskToken = cloud.tokens[0]!

    const before = await cloud.view([cloud.arn])
    await cloud.call('SendTaskSuccess', { taskToken, output: JSON.stringify({ echo: `token ${taskToken}.` }) })
    await cloud.finished(cloud.arn)
    const after = await cloud.view([cloud.arn])
    const list = await cloud.view()

    expect(before.history[0].attempts[0]).toMatchObject({ taskToken: true, ok: null })
    expect(after.output).toEqual({ echo: 'token (task token).' })
    expect(JSON.stringify([before, after, list])).not.toContain(taskToken)
  })
})
