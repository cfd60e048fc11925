import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { marshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { OrderPaid } from '../../../contracts/events/index.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { publish } from '../../../functions/shared/outbox.ts'
import { handler } from '../../../functions/shared/relay/handler.ts'

const bus = mockClient(EventBridgeClient)
Object.assign(process.env, { EVENT_BUS_NAME: 'shop', SERVICE_NAME: 'orders' })
beforeEach(() => {
  bus.reset()
})
afterAll(() => bus.restore())

const now = new Date('2026-11-05T12:00:00.000Z')

/** Outbox items as the stream brings them; sequence numbers from 0. */
function aBatch(count: number): DynamoDBStreamEvent {
  const Records = Array.from({ length: count }, (_, n) => {
    const data = { orderId: `order-${n}`, number: `TW-${n}`, customerId: 'customer-1' }
    const item = publish(OrderPaid, data.orderId, data, { newId, now, correlationId: 'correlation-1' }).put!.Item!
    return { dynamodb: { SequenceNumber: String(n), NewImage: marshall(item) } }
  })
  return { Records } as unknown as DynamoDBStreamEvent
}

const accepted = (count: number) => ({ Entries: Array(count).fill({ EventId: 'e' }), FailedEntryCount: 0 })
const sent = () =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap((call) => call.args[0].input.Entries!.map((entry) => JSON.parse(entry.Detail!)))
const idsOf = (envelopes: { eventId: string }[]) => envelopes.map(({ eventId }) => eventId)

describe('the outbox relay', () => {
  it('sends events in order, ten a call', async () => {
    bus.on(PutEventsCommand).callsFake(({ Entries }) => accepted(Entries.length))

    expect(await handler(aBatch(25))).toEqual({ batchItemFailures: [] })

    expect(sent().map(({ data }) => data.orderId)).toEqual(Array.from({ length: 25 }, (_, n) => `order-${n}`))
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(3)
  })

  it('sends an event again under the same event id', async () => {
    bus.on(PutEventsCommand).callsFake(({ Entries }) => accepted(Entries.length))
    const batch = aBatch(3)

    await handler(batch)
    await handler(batch)

    const ids = idsOf(sent())
    expect(ids.slice(3)).toEqual(ids.slice(0, 3))
    expect(new Set(ids).size).toBe(3)
  })

  it('has the stream bring an event again that the bus refused, and all after it', async () => {
    const Entries = [{ EventId: 'e' }, { ErrorCode: 'ThrottlingException' }, { EventId: 'e' }]
    bus.on(PutEventsCommand).resolves({ Entries, FailedEntryCount: 1 })

    expect(await handler(aBatch(3))).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] })
  })

  it('has the stream bring everything again from where the bus was away', async () => {
    bus.on(PutEventsCommand).resolvesOnce(accepted(10)).rejects(new Error('socket hang up'))

    expect(await handler(aBatch(15))).toEqual({ batchItemFailures: [{ itemIdentifier: '10' }] })
  })
})
