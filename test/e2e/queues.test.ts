/** What happens to events on their way, in a shop of its own: poison, and an outage of the bus. */
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '../../bin/lib/api.ts'
import { newId } from '../../functions/shared/ids.ts'
import { switchOn } from '../support/faults.ts'
import { type OwnShop, startOwnShop } from '../support/own-shop.ts'
import { aProduct, pay, placeOrder, untilOrder } from '../support/shopper.ts'
import { visibilityEnds } from '../support/time-passes.ts'

const BUS = 'tradewind-local'
const RECEIVES = 5

let shop: OwnShop
beforeAll(async () => {
  shop = await startOwnShop()
}, 120_000)
afterAll(() => shop?.stop())

const timelineOf = async (orderId: string): Promise<{ eventId: string; name: string; at: string }[]> =>
  (await shop.staff.get('/api/orders/{id}/timeline', { params: { path: { id: orderId } } })).items

const anEvent = (name: string, data: object) => ({
  eventId: newId(),
  name,
  version: 1,
  occurredAt: new Date().toISOString(),
  correlationId: newId(),
  data,
})

const send = (events: readonly ReturnType<typeof anEvent>[]) =>
  shop.bus.send(
    new PutEventsCommand({
      Entries: events.map((event) => ({
        EventBusName: BUS,
        Source: 'tradewind.test',
        DetailType: event.name,
        Detail: JSON.stringify(event),
      })),
    }),
  )

describe('A message that always fails', () => {
  it('is given up after exactly the allowed receives, while the others of its batch are handled once; operators see, read and redrive it', async () => {
    const { api, folder, sqs, command, paidOrder, queue, quiet } = shop
    const { order } = await paidOrder()
    const recordTimeline = 'orders-on-record-timeline'
    const good = () => anEvent('OrderPaid', { orderId: order.id, number: order.number, customerId: 'customer-1' })
    const mates = [good(), good(), good()]
    const poison = anEvent('OrderPaid', { orderId: order.id, number: order.number, customerId: ['ada@test.example'] })
    /** How often the function was given the event. */
    const deliveries = async ({ eventId }: { eventId: string }) => {
      const { items } = await api.call('GET', `/_local/api/invocations?function=tradewind-local-${recordTimeline}`)
      return items.filter(({ event }: { event: unknown }) => JSON.stringify(event).includes(eventId)).length
    }
    await quiet()

    await send([mates[0]!, poison, ...mates.slice(1)])
    for (let receives = 1; receives <= RECEIVES; receives++) {
      await until(
        `delivery ${receives} of the poison`,
        () => deliveries(poison),
        (count) => count === receives,
      )
      await until(
        'the batch to end',
        () => queue(recordTimeline),
        ({ inFlight }) => inFlight === 1,
      )
      visibilityEnds(folder, recordTimeline)
      const next = good()
      mates.push(next)
      await send([next])
    }
    await until(
      'the poison to be given up',
      () => queue(`${recordTimeline}-dead-letters`),
      ({ visible }) => visible === 1,
    )

    expect(await deliveries(poison)).toBe(RECEIVES)
    await until(
      'the others to be in the timeline',
      () => timelineOf(order.id),
      (items) => mates.every((mate) => items.some(({ eventId }) => eventId === mate.eventId)),
    )
    for (const mate of mates) expect(await deliveries(mate)).toBe(1)

    const listed = await command('dlq.ts', 'list')
    expect(listed.output).toMatch(/✗ orders-on-record-timeline +1 +oldest \d+ s/)
    expect(listed.output).toMatch(/✓ payments-relay +0/)
    const shown = await command('dlq.ts', 'show', recordTimeline)
    expect(shown.output).toContain(`OrderPaid  event ${poison.eventId}`)
    expect(shown.output).toContain('[e-mail]')
    expect(shown.output).not.toContain('ada@')

    // The cause of this one was mended meanwhile. As what the bus could not deliver, it has no queue that it came from.
    const mended = good()
    const { url } = await queue(`${recordTimeline}-dead-letters`)
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ detail: mended }) }))
    const some = await command('dlq.ts', 'redrive', recordTimeline, '--id', mended.eventId, '--id', 'no-such-id')
    expect([some.code, some.output]).toEqual([1, expect.stringMatching(/1 messages .*\n?.*Not found: no-such-id/)])
    await until(
      'the mended one',
      () => timelineOf(order.id),
      (items) => items.some(({ eventId }) => eventId === mended.eventId),
    )
    expect(await queue(`${recordTimeline}-dead-letters`)).toMatchObject({ visible: 1, inFlight: 0 })

    const all = await command('dlq.ts', 'redrive', recordTimeline)
    expect([all.code, all.output]).toEqual([
      0,
      expect.stringContaining('1 messages of orders-on-record-timeline are back'),
    ])
    await until(
      'the poison to be tried again',
      () => deliveries(poison),
      (count) => count === RECEIVES + 1,
    )
    expect(await queue(`${recordTimeline}-dead-letters`)).toMatchObject({ visible: 0, inFlight: 0 })
    await sqs.send(new PurgeQueueCommand({ QueueUrl: (await queue(recordTimeline)).url }))
  }, 120_000)
})

describe('A bus that refuses everything for a while', () => {
  it('loses nothing: what was accepted meanwhile is done when it is well again, and sequence numbers tell the order', async () => {
    const { api, staff, paidOrder, quiet } = shop
    const { order: before, customer } = await paidOrder()
    const product = await aProduct(staff, { stock: 10 })
    const heal = await switchOn(api, { kind: 'error', service: 'events', operation: 'PutEvents' })
    const start = new Date()
    for (const status of ['SHIPPED', 'DELIVERED', 'COMPLETED'] as const) {
      await staff.call('PUT', `/api/orders/${before.id}/status`, { status })
    }
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
    await pay(customer.api, order.id)
    const refused = async () => (await api.call('GET', '/_local/api/faults')).faults[0].hits as number
    await until('the relay to have tried several times', refused, (hits) => hits >= 5)
    expect((await staff.call('GET', `/api/orders/${order.id}`)).order.status).toBe('PENDING')

    await heal()
    await untilOrder(customer.api, order.id, 'PAID')
    const names = ['OrderShipped', 'OrderDelivered', 'OrderCompleted']
    const timeline = await until(
      'the timeline',
      () => timelineOf(before.id),
      (items) => names.every((name) => items.some((item) => item.name === name)),
    )

    expect(timeline.map(({ name }) => name).filter((name) => names.includes(name))).toEqual(names)
    const relayed = (await outboxOf('orders', before.id)).filter(({ occurredAt }) => occurredAt >= start.toISOString())
    expect(relayed.map(({ name, sequence }) => [name, sequence]).sort((a, b) => Number(a[1]) - Number(b[1]))).toEqual(
      names.map((name, n) => [name, relayed[0]!.sequence! + n]),
    )
    await quiet()
  }, 120_000)
})

async function outboxOf(table: string, entity: string) {
  const items = (await shop.itemsOf(table)) as {
    pk: string
    envelope: { name: string; occurredAt: string; sequence?: number }
  }[]
  return items.filter(({ pk }) => pk === `OUTBOX#${entity}`).map(({ envelope }) => envelope)
}
