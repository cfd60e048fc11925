import { describe, expect, it } from '@jest/globals'
import { openRecords } from '../../../localstack/embedded/stepfunctions/execution/records.ts'
import { fakeCloud, MACHINE_ARN, task, tokenTask, until } from './fake-cloud.ts'

const QUICK = { StartAt: 'work', States: { work: task('work', { End: true }) } }

describe('the store of executions', () => {
  it('keeps the newest finished executions, and the names of the dropped ones', async () => {
    const cloud = await fakeCloud(QUICK, { functions: { work: () => 1 } })
    for (const name of ['a', 'b', 'c']) await cloud.finished(await cloud.start({}, name))

    openRecords(cloud.store).prune(Date.now(), 2)

    const { items } = await cloud.view()
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['c', 'b'])
    expect(cloud.store.all('SELECT * FROM sfn_steps')).toHaveLength(2)
    await expect(cloud.start({}, 'a')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
  })

  it('gives a dropped name back after 90 days', async () => {
    const cloud = await fakeCloud(QUICK, { functions: { work: () => 1 } })
    for (const name of ['a', 'b']) await cloud.finished(await cloud.start({}, name))

    openRecords(cloud.store).prune(Date.now() + 91 * 24 * 3600 * 1000, 1)

    await expect(cloud.start({}, 'a')).resolves.toContain(':a')
  })

  it('has no token left when executions are over', async () => {
    const definition = { StartAt: 'pay', States: { pay: tokenTask('pay', { End: true }) } }
    const cloud = await fakeCloud(definition, { functions: { pay: () => null } })
    const executionArn = await cloud.start()
    const before = cloud.store.all('SELECT * FROM sfn_tokens')

    await cloud.call('StopExecution', { executionArn })

    expect(before).toHaveLength(1)
    expect(cloud.store.all('SELECT * FROM sfn_tokens')).toEqual([])
  })

  it('takes two thousand executions that run at the same time', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const cloud = await fakeCloud(QUICK, { functions: { work: () => gate } })
    for (let index = 0; index < 2000; index++) await cloud.start({ index })
    const running = await cloud.call<{ executions: unknown[] }>('ListExecutions', {
      stateMachineArn: MACHINE_ARN,
      statusFilter: 'RUNNING',
      maxResults: 1000,
    })

    release()
    const count = () =>
      cloud.store.get<{ n: number }>("SELECT count(*) n FROM sfn_executions WHERE status = 'SUCCEEDED'")!.n
    await until(() => count() === 2000 || undefined)

    expect(running.executions).toHaveLength(1000)
  })
})
