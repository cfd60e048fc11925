import { describe, expect, it } from '@jest/globals'
import { type FakeFunction, fakeCloud, task, tokenTask, until } from './fake-cloud.ts'

const TOKEN_MACHINE = {
  StartAt: 'reserve',
  States: {
    reserve: task('reserve', { Next: 'pay' }),
    pay: tokenTask('pay', { ResultPath: '$.payment', Next: 'ship' }),
    ship: task('ship', { End: true }),
  },
}

describe('an execution', () => {
  it('runs from its start over a task token to its end', async () => {
    let token: string | undefined
    const functions: Record<string, FakeFunction> = {
      reserve: (event: object) => ({ ...event, reserved: true }),
      pay: (event: { token: string }) => {
        token = event.token
      },
      ship: (event: object) => ({ ...event, shipped: true }),
    }
    const cloud = await fakeCloud(TOKEN_MACHINE, { functions })

    const execution = await cloud.start({ order: 1 })
    await cloud.call('SendTaskSuccess', { taskToken: await until(() => token), output: '{"paid":true}' })
    const result = await cloud.finished(execution)

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { order: 1, reserved: true, payment: { paid: true }, shipped: true },
    })
  })
})
