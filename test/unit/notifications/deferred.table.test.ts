import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { deliverStored, deliverTo } from '../../../functions/notifications/deliver.ts'
import { handler as tellOrder } from '../../../functions/notifications/on/order-messages/handler.ts'
import { lookUp } from '../../../functions/notifications/person.ts'
import { handler as queueDeferred } from '../../../functions/notifications/schedules/queue-deferred/handler.ts'
import { type Delivery, getDelivery, listDueDeliveries, postponeDue } from '../../../functions/notifications/table.ts'
import { handler as updatePreferences } from '../../../functions/notifications/update-preferences/handler.ts'
import { handler as sendDeferred } from '../../../functions/notifications/workers/send-deferred/handler.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anOrderConfirmed, delivery, theWorld } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
let userId: string
let message: Delivery
const world = theWorld()
const sqs = mockClient(SQSClient)
beforeAll(async () => {
  table = await startTable()
  process.env.QUEUE_SEND_DEFERRED = 'http://queue'
})
afterAll(() => table.stop())
beforeEach(async () => {
  world.contact = { email: 'ada@example.com', name: 'Ada', phone: '+1 555 010 0000', locale: 'en' }
  world.reset()
  sqs.reset()
  userId = newId()
  const quietHours = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' }
  const body = { channels: { stock: { sms: true } }, quietHours }
  await send(updatePreferences, { method: 'PUT', as: aCustomer(userId), body })
  message = {
    notificationId: newId(),
    channel: 'sms',
    template: 'back-in-stock',
    data: { productName: 'Mug' },
    userId,
    createdAt: NIGHT.toISOString(),
  }
})

/** The night in which the clocks go forward: it ends at 5:00Z. */
const NIGHT = new Date('2026-03-28T23:00:00.000Z')
const BEFORE_SEVEN = new Date('2026-03-29T04:59:59.999Z')
const SEVEN = new Date('2026-03-29T05:00:00.000Z')
const at = (now: Date) => ({ now, newId, requestId: 'r', correlationId: 'c' })
const isDue = async (now: Date) =>
  (await listDueDeliveries(now, 100)).some(({ notificationId }) => notificationId === message.notificationId)
const deliverAt = async (now: Date) => deliverTo(await lookUp(userId), message, at(now))

describe('a message in quiet hours', () => {
  it('waits in the table for their end and is then sent once', async () => {
    await deliverAt(NIGHT)
    await deliverAt(NIGHT)
    expect(world.texts()).toEqual([])
    expect([await isDue(BEFORE_SEVEN), await isDue(SEVEN)]).toEqual([false, true])

    const send = () => deliverStored(message.notificationId, at(SEVEN)).catch(() => 'busy')
    await Promise.all([send(), send(), send()])
    await send()

    expect(world.texts()).toMatchObject([{ PhoneNumber: '+15550100000', Message: 'Mug is back in stock.' }])
    expect(await isDue(SEVEN)).toBe(false)
    const item = await getDelivery(message.notificationId)
    expect(item).toMatchObject({ status: 'SENT' })
    expect(item).not.toHaveProperty('data')
  })

  it('is not sent by a late repetition of its event after it was', async () => {
    await deliverAt(NIGHT)
    await deliverStored(message.notificationId, at(SEVEN))

    await deliverAt(SEVEN)

    expect(world.texts()).toHaveLength(1)
  })

  it('comes up again when handing it on failed, and once only for runs at the same time', async () => {
    await deliverAt(NIGHT)
    const [due] = (await listDueDeliveries(SEVEN, 100)).filter((each) => each.notificationId === message.notificationId)

    const results = await Promise.all([postponeDue(due!, SEVEN), postponeDue(due!, SEVEN)])

    expect(results.filter(Boolean)).toHaveLength(1)
    expect(await isDue(SEVEN)).toBe(false)
    expect(await isDue(new Date(SEVEN.getTime() + 10 * 60_000))).toBe(true)
  })

  it('is not sent any more when it is no longer wanted at their end', async () => {
    await deliverAt(NIGHT)
    const body = { channels: { stock: { sms: false } } }
    await send(updatePreferences, { method: 'PUT', as: aCustomer(userId), body })

    await deliverStored(message.notificationId, at(SEVEN))

    expect(world.texts()).toEqual([])
    expect(await getDelivery(message.notificationId)).toMatchObject({ status: 'SKIPPED' })
  })

  it('is handed by the schedule to the worker, by its id alone, which sends it', async () => {
    // Long over by the real clock, which schedule and worker go by; no hours are quiet now.
    await deliverAt(NIGHT)
    await send(updatePreferences, { method: 'PUT', as: aCustomer(userId), body: { quietHours: null } })

    await queueDeferred()
    const bodies = sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.MessageBody!)
    const own = bodies.filter((body) => body.includes(message.notificationId))
    expect(own).toEqual([JSON.stringify({ notificationId: message.notificationId })])
    // biome-ignore lint/suspicious/noExplicitAny: only what the worker reads.
    await sendDeferred({ Records: [{ messageId: 'm', body: own[0] }] } as any)

    expect(world.texts()).toHaveLength(1)
  })
})

describe('an order confirmed in quiet hours', () => {
  it('is mailed and in the inbox at once; its SMS waits', async () => {
    const hour = new Date().getUTCHours()
    const clock = (shift: number) => `${String((hour + shift + 24) % 24).padStart(2, '0')}:00`
    const quietHours = { from: clock(-1), to: clock(3), timeZone: 'UTC' }
    await send(updatePreferences, { method: 'PUT', as: aCustomer(userId), body: { quietHours } })
    const event = anOrderConfirmed({ customerId: userId })

    await tellOrder(delivery(event))

    expect(world.mails()).toHaveLength(1)
    expect(world.texts()).toEqual([])
    expect(await getDelivery(`${event.eventId}-sms`)).toMatchObject({ status: 'PENDING' })
  })
})
