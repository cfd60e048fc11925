import { describe, expect, it } from '@jest/globals'
import { openStore } from '../../../localstack/embedded/store.ts'
import { type FakeFunction, fakeCloud, functionArn, LambdaFailure, ORDER_MACHINE, task, until } from './fake-cloud.ts'

const never: FakeFunction = () => new Promise(() => {})
const echo: FakeFunction = (event) => event

describe('after a restart', () => {
  it('an outstanding token is still the same one, with its original deadline', async () => {
    const store = openStore()
    const tokens: string[] = []
    const pay: FakeFunction = ({ token }: { token: string }) => void tokens.push(token)
    const functions = { reserve: echo, pay, confirm: echo, ship: echo }
    const definition = structuredClone(ORDER_MACHINE) as { States: { pay: { TimeoutSeconds?: number } } }
    definition.States.pay.TimeoutSeconds = 2
    const started = Date.now()
    const first = await fakeCloud(definition, { store, functions })
    const arn = await first.start()
    await until(async () => (await first.view([arn])).history.at(-1).attempts[0]?.taskToken)
    await until(() => (Date.now() - started > 600 ? true : undefined))
    await first.stop()

    const second = await fakeCloud(definition, { store, functions })
    const result = await second.finished(arn)

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
    expect(Date.now() - started).toBeLessThan(2500)
    expect(tokens).toHaveLength(1)
  })

  it('an answer that came while the execution was not loaded is kept', async () => {
    const store = openStore()
    let token = ''
    const pay: FakeFunction = (event: { token: string }) => {
      token = event.token
    }
    const functions = { reserve: echo, pay, confirm: echo, ship: echo }
    const first = await fakeCloud(ORDER_MACHINE, { store, functions })
    const arn = await first.start()
    await until(() => token || undefined)
    await first.stop()
    await first.call('SendTaskSuccess', { taskToken: token, output: '{"answered":true}' })

    const second = await fakeCloud(ORDER_MACHINE, { store, functions })

    expect(await second.finished(arn)).toMatchObject({ status: 'SUCCEEDED', output: { answered: true } })
  })

  it('an execution that was started while the cloud stopped begins, once', async () => {
    const store = openStore()
    let runs = 0
    const functions = { count: () => ({ runs: ++runs }) }
    const definition = { StartAt: 'count', States: { count: task('count', { End: true }) } }
    const first = await fakeCloud(definition, { store, functions })
    await first.stop()
    const arn = await first.start()

    const second = await fakeCloud(definition, { store, functions })

    expect(await second.finished(arn)).toMatchObject({ status: 'SUCCEEDED', output: { runs: 1 } })
    expect(runs).toBe(1)
  })

  it('a wait ends at its original time, and a retry too', async () => {
    const store = openStore()
    const flaky = () => {
      throw new LambdaFailure('Flaky')
    }
    const Retry = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1 }]
    const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: { ...state, End: true } } })
    const Branches = [branch('wait', { Type: 'Wait', Seconds: 1 }), branch('retry', task('flaky', { Retry }))]
    const definition = { StartAt: 'both', States: { both: { Type: 'Parallel', Branches, End: true } } }
    const first = await fakeCloud(definition, { store, functions: { flaky } })
    const started = Date.now()
    const arn = await first.start()
    await until(() => (Date.now() - started > 700 ? true : undefined))
    await first.stop()

    const second = await fakeCloud(definition, { store, functions: { flaky: () => 'fine' } })
    const result = await second.finished(arn)

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: [{}, 'fine'] })
    expect(Date.now() - started).toBeGreaterThanOrEqual(1000)
    expect(Date.now() - started).toBeLessThan(1400)
  })

  it('each iteration of a Map keeps its own result, whatever the order they ended in', async () => {
    const store = openStore()
    const invoked: number[] = []
    const work =
      (hangs: boolean): FakeFunction =>
      (n: number) => {
        invoked.push(n)
        return hangs && n % 2 === 1 ? new Promise(() => {}) : n * 10
      }
    const ItemProcessor = { StartAt: 'work', States: { work: task('work', { End: true }) } }
    const definition = { StartAt: 'map', States: { map: { Type: 'Map', ItemProcessor, End: true } } }
    const first = await fakeCloud(definition, { store, functions: { work: work(true) } })
    const arn = await first.start([1, 2, 3, 4])
    await until(
      async () =>
        (await first.view([arn])).history.filter((state: { exitedAt?: string }) => state.exitedAt).length === 2 ||
        undefined,
    )
    await first.stop()

    const second = await fakeCloud(definition, { store, functions: { work: work(false) } })
    const { output } = await second.finished(arn)

    expect(output).toEqual([10, 20, 30, 40])
    expect(invoked.toSorted()).toEqual([1, 1, 2, 3, 3, 4])
  })

  it('random ids of an execution are the same again', async () => {
    const store = openStore()
    const Parameters = { 'id.$': 'States.UUID()', 'n.$': 'States.MathRandom(0, 1000000)' }
    const States = { ids: { Type: 'Pass', Parameters, Next: 'work' }, work: task('work', { End: true }) }
    let before: unknown
    const hang: FakeFunction = (event) => {
      before = event
      return new Promise(() => {})
    }
    const first = await fakeCloud({ StartAt: 'ids', States }, { store, functions: { work: hang } })
    const arn = await first.start()
    await first.stop()

    const second = await fakeCloud({ StartAt: 'ids', States }, { store, functions: { work: echo } })

    expect((await second.finished(arn)).output).toEqual(before)
  })

  it('an execution goes on with the definition it started with', async () => {
    const store = openStore()
    const first = await fakeCloud(
      { StartAt: 'old', States: { old: task('old', { Next: 'end' }), end: { Type: 'Succeed' } } },
      { store, functions: { old: never } },
    )
    const arn = await first.start()
    await first.stop()

    const second = await fakeCloud(
      { StartAt: 'new', States: { new: { Type: 'Fail' } } },
      { store, functions: { old: () => 'old' } },
    )

    expect(await second.finished(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'old' })
  })

  it('finished executions are shown as before', async () => {
    const store = openStore()
    const definition = { StartAt: 'work', States: { work: task('work', { Next: 'end' }), end: { Type: 'Succeed' } } }
    const first = await fakeCloud(definition, { store, functions: { work: () => 7 } })
    const arn = await first.start()
    await first.finished(arn)
    const before = await first.view([arn])
    await first.stop()

    const second = await fakeCloud(definition, { store, functions: { work: () => 8 } })

    expect(await second.view([arn])).toEqual(before)
    expect(before.history.map(({ state }: { state: string }) => state)).toEqual(['work', 'end'])
  })
})

describe('RedriveExecution', () => {
  it('continues a failed execution at the failed step, once more with all its retries', async () => {
    const invoked: string[] = []
    let broken = true
    const step =
      (name: string): FakeFunction =>
      () => {
        invoked.push(name)
        if (name === 'second' && broken) throw new LambdaFailure('Broken')
        return name
      }
    const States = {
      first: task('first', { Next: 'second' }),
      second: task('second', { Next: 'third' }),
      third: task('third', { End: true }),
    }
    const functions = { first: step('first'), second: step('second'), third: step('third') }
    const cloud = await fakeCloud({ StartAt: 'first', States }, { functions })
    const executionArn = await cloud.start()
    const failed = await cloud.finished(executionArn)

    broken = false
    await cloud.call('RedriveExecution', { executionArn })
    const result = await cloud.finished(executionArn)

    expect(failed).toMatchObject({ status: 'FAILED', error: 'Broken', redriveStatus: 'REDRIVABLE' })
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: 'third', redriveCount: 1 })
    expect(invoked).toEqual(['first', 'second', 'second', 'third'])
    const { history } = await cloud.view([executionArn])
    expect(history[1].attempts).toMatchObject([{ ok: false, error: 'Broken' }, { ok: true }])
  })

  it('runs only the failed branch of a Parallel again', async () => {
    const invoked: string[] = []
    let broken = true
    const good: FakeFunction = () => void invoked.push('good')
    const bad: FakeFunction = async () => {
      invoked.push('bad')
      await until(() => invoked.includes('good') || undefined)
      if (broken) throw new LambdaFailure('Broken')
      return 'mended'
    }
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task(name, { End: true }) } })
    const States = { both: { Type: 'Parallel', Branches: [branch('good'), branch('bad')], End: true } }
    const cloud = await fakeCloud({ StartAt: 'both', States }, { functions: { good, bad } })
    const executionArn = await cloud.start()
    await cloud.finished(executionArn)

    broken = false
    await cloud.call('RedriveExecution', { executionArn })

    expect(await cloud.finished(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: [null, 'mended'] })
    expect(invoked).toEqual(['good', 'bad', 'bad'])
  })

  it('gives a stopped token wait a new token', async () => {
    const tokens: string[] = []
    const pay: FakeFunction = ({ token }: { token: string }) => void tokens.push(token)
    const cloud = await fakeCloud(ORDER_MACHINE, { functions: { reserve: echo, pay, confirm: echo, ship: echo } })
    const executionArn = await cloud.start()
    await until(() => tokens[0])
    await cloud.call('StopExecution', { executionArn })

    await cloud.call('RedriveExecution', { executionArn })
    const taskToken = await until(() => tokens[1])
    await cloud.call('SendTaskSuccess', { taskToken, output: '{}' })

    expect(taskToken).not.toBe(tokens[0])
    expect(await cloud.finished(executionArn)).toMatchObject({ status: 'SUCCEEDED' })
  })

  it('is refused for an execution that runs or succeeded', async () => {
    const definition = {
      StartAt: 'work',
      States: { work: { ...task('work', {}), Resource: functionArn('work'), End: true } },
    }
    const cloud = await fakeCloud(definition, { functions: { work: echo } })
    const executionArn = await cloud.start()
    await cloud.finished(executionArn)

    await expect(cloud.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    })
  })
})
