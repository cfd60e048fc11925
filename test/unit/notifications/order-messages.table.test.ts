import { SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses'
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { handler as listNotifications } from '../../../functions/notifications/list-notifications/handler.ts'
import { handler } from '../../../functions/notifications/on/order-messages/handler.ts'
import { claimDelivery, getDelivery, LEASE_SECONDS } from '../../../functions/notifications/table.ts'
import { handler as updatePreferences } from '../../../functions/notifications/update-preferences/handler.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anEvent, anOrderConfirmed, delivery, theWorld } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
const world = theWorld()
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(() => {
  world.contact = { email: 'ada@example.com', name: 'Ada', phone: '+1 555 010 0000', locale: 'en' }
  world.reset()
})

const failures = async (event: object) => (await handler(delivery(event))).batchItemFailures.length
const inbox = async (userId: string) => (await send(listNotifications, { as: aCustomer(userId) })).body.items

async function outbox(orderId: string) {
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${orderId}` },
    }),
  )
  return (Items ?? []).map(({ envelope }) => envelope)
}

describe('a confirmed order', () => {
  it('is told by e-mail, SMS and in the inbox', async () => {
    const event = anOrderConfirmed()
    expect(await failures(event)).toBe(0)
    expect(world.mails()).toMatchObject([
      {
        Destination: { ToAddresses: ['ada@example.com'] },
        Message: { Subject: { Data: 'Your order TW-1042 is confirmed' } },
      },
    ])
    expect(world.texts()).toMatchObject([{ PhoneNumber: '+15550100000' }])
    expect(await inbox(event.data.customerId)).toMatchObject([{ template: 'order-confirmed', channel: 'inApp' }])
  })

  it('is told once, however often and simultaneously the event comes', async () => {
    const event = anOrderConfirmed()
    await Promise.all([failures(event), failures(event), failures(event)])
    await failures(event)
    expect(world.mails()).toHaveLength(1)
    expect(world.texts()).toHaveLength(1)
    expect(await inbox(event.data.customerId)).toHaveLength(1)
  })

  it('is told in the language of the customer', async () => {
    world.contact = { email: 'li@example.com', name: '李', locale: 'zh-CN' }
    await failures(anOrderConfirmed())
    expect(world.mails()[0]?.Message?.Subject?.Data).toBe('您的订单 TW-1042 已确认')
    expect(world.texts()).toHaveLength(0)
  })

  it('announces each message without address or text', async () => {
    const event = anOrderConfirmed()
    await failures(event)
    const announced = await outbox(event.data.orderId)
    expect(announced.map(({ data }) => data.channel).sort()).toEqual(['email', 'inApp', 'sms'])
    expect(JSON.stringify(announced)).not.toMatch(/ada@|555|Trail mug/)
  })

  it('keeps no address once it was told', async () => {
    const event = anOrderConfirmed()
    await failures(event)
    const item = await getDelivery(`${event.eventId}-email`)
    expect(item).toMatchObject({ status: 'SENT' })
    expect(JSON.stringify(item)).not.toMatch(/ada@|Trail mug/)
  })

  it('of somebody who was erased is told to nobody, and written nowhere', async () => {
    world.contact = null
    const event = anOrderConfirmed()
    expect(await failures(event)).toBe(0)
    expect([world.mails(), world.texts()]).toEqual([[], []])
    expect(await getDelivery(`${event.eventId}-email`)).toBeUndefined()
    expect(await outbox(event.data.orderId)).toEqual([])
  })
})

describe('a message', () => {
  const refusal = new SESServiceException({
    name: 'MessageRejected',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  })

  it('that the mail service refused is sent with the next delivery, and the other channels not again', async () => {
    const event = anOrderConfirmed()
    world.ses.on(SendEmailCommand).rejectsOnce(refusal).resolves({})
    expect(await failures(event)).toBe(1)
    expect(await failures(event)).toBe(0)
    expect(world.mails()).toHaveLength(2)
    expect(world.texts()).toHaveLength(1)
  })

  it('whose sending ended without an answer waits for its claim to end', async () => {
    const event = anOrderConfirmed()
    world.ses.on(SendEmailCommand).rejectsOnce(new Error('socket hang up')).resolves({})
    expect(await failures(event)).toBe(0)
    // Another delivery of the event meanwhile.
    expect(await failures(event)).toBe(1)
    expect(world.mails()).toHaveLength(1)
    const known = (await getDelivery(`${event.eventId}-email`))!
    const later = new Date(Date.now() + (LEASE_SECONDS + 1) * 1000)
    expect(await claimDelivery(known, 'next', later)).toBe('claimed')
  })

  it('is not sent on a channel that the customer does not want', async () => {
    const event = anOrderConfirmed()
    const as = aCustomer(event.data.customerId)
    await send(updatePreferences, { method: 'PUT', as, body: { channels: { order: { email: false, sms: false } } } })
    expect(await failures(event)).toBe(0)
    expect([world.mails(), world.texts()]).toEqual([[], []])
    expect(await inbox(event.data.customerId)).toHaveLength(1)
  })

  it('about a failed payment is in the inbox only', async () => {
    const event = anEvent('OrderPaymentFailed', { reason: 'card_declined' })
    await failures(event)
    expect([world.mails(), world.texts()]).toEqual([[], []])
    expect((await inbox(event.data.customerId))[0].title).toContain('failed')
  })

  it('of a shipped order has the tracking number', async () => {
    await failures(anEvent('OrderShipped', { trackingNumber: 'TRACK-7', by: 'staff:1' }))
    expect(world.texts()[0]?.Message).toContain('TRACK-7')
  })
})
