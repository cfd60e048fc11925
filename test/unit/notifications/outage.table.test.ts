import { SendEmailCommand } from '@aws-sdk/client-ses'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { handler as tellStaff } from '../../../functions/notifications/on/low-stock/handler.ts'
import { handler as tellOrder } from '../../../functions/notifications/on/order-messages/handler.ts'
import { handler as queueDeferred } from '../../../functions/notifications/schedules/queue-deferred/handler.ts'
import { getDelivery, listDueDeliveries } from '../../../functions/notifications/table.ts'
import { handler as sendDeferred } from '../../../functions/notifications/workers/send-deferred/handler.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { anEvent, anOrderConfirmed, delivery, theWorld } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
let clock: number
const world = theWorld()
const sqs = mockClient(SQSClient)
beforeAll(async () => {
  table = await startTable()
  Object.assign(process.env, { QUEUE_SEND_DEFERRED: 'http://queue', SERVICE_NAME: 'notifications' })
  clock = Date.now()
  jest.useFakeTimers({ now: clock, doNotFake: everythingButDate })
})
afterAll(async () => {
  jest.useRealTimers()
  dynamodb.destroy()
  await table.stop()
})
beforeEach(() => {
  world.contact = { email: 'ada@example.com', name: 'Ada', locale: 'en' }
  world.reset()
  sqs.reset()
  // Long enough for whatever the test before left behind.
  pass(2 * 3600)
})

const everythingButDate = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const as unknown as []

function pass(seconds: number) {
  clock += seconds * 1000
  jest.setSystemTime(clock)
}

const failures = async (event: object, handler = tellOrder) => (await handler(delivery(event))).batchItemFailures.length
const mailIsDown = () => world.ses.on(SendEmailCommand).rejects(new Error('connect ECONNREFUSED'))
const mailIsWell = () => world.ses.on(SendEmailCommand).resolves({ MessageId: 'm' })
const statusOf = async ({ eventId }: { eventId: string }) => (await getDelivery(`${eventId}-email`))?.status

const peopleTold = () =>
  world
    .mails()
    .map(({ Tags }) => Tags![0]!.Value!)
    .sort()

/** What the schedule and the worker's queue do in a minute. */
async function aMinute(): Promise<void> {
  pass(60)
  sqs.reset()
  await queueDeferred()
  const bodies = sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.MessageBody!)
  for (const body of bodies) {
    // biome-ignore lint/suspicious/noExplicitAny: only what the worker reads.
    await sendDeferred({ Records: [{ messageId: newId(), body }] } as any)
  }
}

describe('While mail is down', () => {
  it('a message waits in the table, and its queue is rid of it at once', async () => {
    mailIsDown()
    const event = anOrderConfirmed()

    expect(await failures(event)).toBe(0)

    expect(await statusOf(event)).toBe('PENDING')
    expect(await listDueDeliveries(new Date(clock), 10)).toEqual([])
    const inTwoMinutes = await listDueDeliveries(new Date(clock + 120_000), 10)
    expect(inTwoMinutes.map(({ notificationId }) => notificationId)).toEqual([`${event.eventId}-email`])
    mailIsWell()
    await aMinute()
    await aMinute()
    expect(await statusOf(event)).toBe('SENT')
  })

  it('many messages cost few attempts, and each is delivered once when mail is well', async () => {
    mailIsDown()
    const events = Array.from({ length: 20 }, () => anOrderConfirmed())
    for (const event of events) expect(await failures(event)).toBe(0)
    for (let minute = 0; minute < 8; minute++) await aMinute()
    const attempts = world.mails().length

    mailIsWell()
    world.ses.resetHistory()
    for (let minute = 0; minute < 20; minute++) await aMinute()

    // Five opened the breaker; then there was one probe a minute at most.
    expect(attempts).toBeLessThanOrEqual(5 + 8)
    expect(new Set(await Promise.all(events.map(statusOf)))).toEqual(new Set(['SENT']))
    expect(peopleTold()).toEqual(events.map(({ data }) => data.customerId).sort())
  })

  it('a message for staff keeps where it goes to', async () => {
    mailIsDown()
    const data = { alertId: newId(), sku: 'MUG', productId: newId(), available: 1, lowStockThreshold: 5 }
    const event = anEvent('StockRanLow', data)
    expect(await failures(event, tellStaff as typeof tellOrder)).toBe(0)
    mailIsWell()
    world.ses.resetHistory()
    for (let minute = 0; minute < 4; minute++) await aMinute()

    expect(world.mails()).toMatchObject([{ Destination: { ToAddresses: ['staff@tradewind.example'] } }])
  })

  it('text messages and the inbox go on', async () => {
    world.contact = { email: 'ada@example.com', name: 'Ada', phone: '+1 555 010 0000', locale: 'en' }
    mailIsDown()
    for (let n = 0; n < 10; n++) await failures(anOrderConfirmed())

    expect(world.texts()).toHaveLength(10)
  })
})

describe('A message that mail refuses for what it is', () => {
  it('is left to the queue and its dead letters, and closes mail to nobody', async () => {
    const refusal = Object.assign(new Error('bad address'), {
      name: 'MessageRejected',
      $metadata: { httpStatusCode: 400 },
    })
    world.ses.on(SendEmailCommand).rejects(refusal)
    const refused = []
    for (let n = 0; n < 10; n++) refused.push(await failures(anOrderConfirmed()))
    mailIsWell()

    expect(refused).toEqual(Array(10).fill(1))
    expect(await failures(anOrderConfirmed())).toBe(0)
    expect(world.mails()).toHaveLength(11)
  })
})

describe('A message that our own code fails on', () => {
  it('is left to the queue and its dead letters, and does not wait for an end of it', async () => {
    world.ses.on(SendEmailCommand).rejects(new TypeError('undefined is not a function'))
    const event = anOrderConfirmed()

    expect(await failures(event)).toBe(1)

    const waiting = await listDueDeliveries(new Date(clock + 24 * 3_600_000), 100)
    expect(waiting.map(({ notificationId }) => notificationId)).not.toContain(`${event.eventId}-email`)
    mailIsWell()
    expect(await failures(anOrderConfirmed())).toBe(0)
  })
})
