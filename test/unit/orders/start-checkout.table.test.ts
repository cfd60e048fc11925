import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { encodeTime } from 'ulid'
import { handler as onPlaced } from '../../../functions/orders/on/start-checkout/handler.ts'
import { handler as restart } from '../../../functions/orders/schedules/restart-stuck-checkouts/handler.ts'
import { saveNewOrder } from '../../../functions/orders/table.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { anOrder, at, usd } from './builders.ts'

const sfn = mockClient(SFNClient)
let started: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  started = await startTable()
  process.env.CHECKOUT_STATE_MACHINE_ARN = 'arn:checkout'
})
beforeEach(() => {
  sfn.reset()
})
afterAll(async () => {
  sfn.restore()
  dynamodb.destroy()
  await started.stop()
})

const startedExecutions = () => sfn.commandCalls(StartExecutionCommand).map((call) => call.args[0].input)

function placed(orderId: string) {
  return deliver('OrderPlaced', {
    orderId,
    number: 'TW-1',
    customerId: 'u-1',
    items: [{ sku: 'MUG', productId: 'prd-mug', quantity: 2, unitPrice: usd(1999) }],
    total: usd(3998),
  })
}

function deliver(name: string, data: object) {
  const detail = { eventId: newId(), name, version: 1, occurredAt: at, correlationId: 'corr-1', data }
  const record = { messageId: 'm-1', body: JSON.stringify({ detail }) }
  return onPlaced({ Records: [record] } as unknown as Parameters<typeof onPlaced>[0])
}

describe('starting the checkout', () => {
  it('names the execution after the order and gives it what it needs, no more', async () => {
    sfn.on(StartExecutionCommand).resolves({})
    await placed('order-1')
    expect(startedExecutions()).toEqual([
      {
        stateMachineArn: 'arn:checkout',
        name: 'order-1',
        input: JSON.stringify({ orderId: 'order-1', correlationId: 'corr-1', items: [{ sku: 'MUG', quantity: 2 }] }),
      },
    ])
  })

  it('makes each retry of a parked order one execution of its own, with what had ended the first', async () => {
    sfn.on(StartExecutionCommand).resolves({})
    const failure = { Error: 'ShipmentRefused' }
    await deliver('OrderRetryRequested', { orderId: 'order-1', number: 'TW-1', customerId: 'u-1', retry: 2, failure })
    expect(startedExecutions()).toEqual([
      {
        stateMachineArn: 'arn:checkout',
        name: 'order-1-retry-2',
        input: JSON.stringify({ orderId: 'order-1', correlationId: 'corr-1', failure }),
      },
    ])
  })

  it('is done when it was started before', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'exists', $metadata: {} }))
    expect(await placed('order-1')).toEqual({ batchItemFailures: [] })
  })

  it('is tried again when Step Functions does not answer', async () => {
    sfn.on(StartExecutionCommand).rejects(new Error('unavailable'))
    expect(await placed('order-1')).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] })
  })

  it('is made up for when an order has waited for minutes, and only then', async () => {
    sfn.on(StartExecutionCommand).resolves({})
    const idFrom = (minutesAgo: number) => encodeTime(Date.now() - minutesAgo * 60_000, 10) + newId().slice(10)
    const [old, fresh] = [anOrder({ id: idFrom(10) }), anOrder({ id: idFrom(1) })]
    for (const order of [old, fresh]) {
      const context = { newId, now: new Date(), correlationId: 'c' }
      await saveNewOrder(order, {}, { put: { Item: { pk: newId(), sk: 'X' } } }, context)
    }
    await restart()
    expect(startedExecutions().map((input) => input.name)).toEqual([old.id])
  })

  it('is made up for where that of another order does not start, and not for what has been dead for days', async () => {
    const idFrom = (daysAgo: number) => encodeTime(Date.now() - daysAgo * 86_400_000, 10) + newId().slice(10)
    const [dead, failing, lost] = [9, 2, 1].map((days) => anOrder({ id: idFrom(days) }))
    for (const order of [dead!, failing!, lost!]) {
      const context = { newId, now: new Date(), correlationId: 'c' }
      await saveNewOrder(order, {}, { put: { Item: { pk: newId(), sk: 'X' } } }, context)
    }
    sfn.on(StartExecutionCommand).resolves({})
    sfn.on(StartExecutionCommand, { name: failing!.id }).rejects(new Error('unavailable'))
    await restart()
    const names = startedExecutions().map((input) => input.name)
    expect(names).toEqual(expect.arrayContaining([failing!.id, lost!.id]))
    expect(names).not.toContain(dead!.id)
  })
})
