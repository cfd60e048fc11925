import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { OrderPaid } from '../../../contracts/events/index.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { defineSubscriber } from '../../../functions/shared/service.ts'
import { subscriber } from '../../../functions/shared/subscriber.ts'
import { getItem, transact } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(async () => {
  dynamodb.destroy()
  await table.stop()
})

const key = { pk: 'COUNT', sk: 'COUNT' }
const counting = defineSubscriber({ name: 'count-orders', events: [OrderPaid], table: 'write' })
const handler = subscriber(counting, (_event, deps) =>
  transact([
    deps.handledOnce,
    {
      update: {
        Key: key,
        UpdateExpression: 'ADD #n :one',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
  ]),
)
const anEvent = () => ({
  eventId: newId(),
  name: 'OrderPaid',
  version: 1,
  occurredAt: '2026-11-05T12:00:00Z',
  correlationId: 'correlation-1',
  data: { orderId: 'order-1', number: 'TW-1', customerId: 'customer-1' },
})
const deliver = (...events: object[]) =>
  handler({ Records: events.map((detail) => ({ messageId: newId(), body: JSON.stringify({ detail }) })) } as never)

describe('a subscriber', () => {
  it('takes effect once for an event that is delivered four times, by its stable id', async () => {
    const [event, other] = [anEvent(), anEvent()]

    const answers = await Promise.all([deliver(event, event), deliver(event)])
    answers.push(await deliver(event), await deliver(other))

    expect(answers).toEqual(Array(4).fill({ batchItemFailures: [] }))
    expect(await getItem(key)).toMatchObject({ n: 2 })
  })

  it('fails one message alone, so that only it is delivered again', async () => {
    const good = anEvent()

    const { batchItemFailures } = await deliver(good, { ...anEvent(), version: 99 })

    expect(batchItemFailures).toHaveLength(1)
  })
})
