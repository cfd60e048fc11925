import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { handler as getPreferences } from '../../../functions/notifications/get-preferences/handler.ts'
import { handler as list } from '../../../functions/notifications/list-notifications/handler.ts'
import { handler as tellOrder } from '../../../functions/notifications/on/order-messages/handler.ts'
import { handler as sendRequested } from '../../../functions/notifications/on/requested-messages/handler.ts'
import { handler as readAll } from '../../../functions/notifications/read-all-notifications/handler.ts'
import { handler as read } from '../../../functions/notifications/read-notification/handler.ts'
import { handler as sendEmail } from '../../../functions/notifications/send-email/handler.ts'
import { handler as sendSms } from '../../../functions/notifications/send-sms/handler.ts'
import { handler as updatePreferences } from '../../../functions/notifications/update-preferences/handler.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anEvent, delivery, theWorld } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
const world = theWorld()
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(() => world.reset())

describe('an inbox', () => {
  async function anInbox(messages: number) {
    const userId = newId()
    for (let n = 0; n < messages; n++)
      await tellOrder(delivery(anEvent('OrderDelivered', { customerId: userId, number: `TW-${n}` })))
    const as = aCustomer(userId)
    const listed = async (query?: Record<string, string>) => (await send(list, { as, query })).body.items
    return { as, listed }
  }

  it('has the newest message first, in pages', async () => {
    const { as } = await anInbox(3)
    const first = await send(list, { as, query: { limit: '2' } })
    expect(first.body.items.map(({ text }: { text: string }) => /TW-\d/.exec(text)?.[0])).toEqual(['TW-2', 'TW-1'])
    const second = await send(list, { as, query: { limit: '2', cursor: first.body.nextCursor } })
    expect(second.body).toMatchObject({ items: [{ template: 'order-delivered' }], nextCursor: null })
    const otherFilter = await send(list, { as, query: { unread: 'true', cursor: first.body.nextCursor } })
    expect(otherFilter.body.code).toBe('INVALID_CURSOR')
  })

  it('knows what was read', async () => {
    const { as, listed } = await anInbox(2)
    const [newest] = await listed()
    const answer = await send(read, { method: 'PUT', as, params: { id: newest.id } })
    expect(answer.body.notification).toMatchObject({ id: newest.id, readAt: expect.any(String), version: 2 })
    const again = await send(read, { method: 'PUT', as, params: { id: newest.id } })
    expect(again.body).toEqual(answer.body)
    expect(await listed({ unread: 'true' })).toHaveLength(1)
    expect(await listed()).toHaveLength(2)
  })

  it('refuses to mark a version as read that there is not', async () => {
    const { as, listed } = await anInbox(1)
    const [{ id }] = await listed()
    const answerTo = (version: number) =>
      send(read, { method: 'PUT', as, params: { id }, headers: { 'if-match': `"${version}"` } })
    expect((await answerTo(7)).body.code).toBe('VERSION_MISMATCH')
    expect((await answerTo(1)).status).toBe(200)
    expect((await answerTo(1)).status).toBe(412)
  })

  it('can be read as a whole', async () => {
    const { as, listed } = await anInbox(3)
    expect((await send(readAll, { method: 'POST', as })).status).toBe(204)
    expect(await listed({ unread: 'true' })).toEqual([])
    expect((await listed()).every(({ readAt }: { readAt?: string }) => readAt)).toBe(true)
  })

  it('of somebody else does not exist', async () => {
    const { listed } = await anInbox(1)
    const [message] = await listed()
    expect((await send(read, { method: 'PUT', as: aCustomer(newId()), params: { id: message.id } })).status).toBe(404)
  })
})

describe('a requested message', () => {
  const mailer = { kind: 'service', id: 'key', scopes: 'notifications:send' } as const
  const data = { title: 'Hello', text: 'News.' }

  /** Does what the bus does with the event of a request. */
  async function relay(notificationId: string) {
    const { Items } = await dynamodb.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `OUTBOX#${notificationId}` },
      }),
    )
    const requested = Items?.find(({ envelope }) => envelope.name === 'NotificationRequested')
    return sendRequested(delivery(requested?.envelope))
  }

  it('is accepted at once and sent once', async () => {
    const request = { as: mailer, body: { to: 'Bob@Example.com', template: 'announcement', data } }
    const { status, body } = await send(sendEmail, request)
    expect(status).toBe(202)
    expect(body.notification).toMatchObject({ channel: 'email', template: 'announcement', status: 'PENDING' })
    await relay(body.notification.id)
    await relay(body.notification.id)
    expect(world.mails()).toMatchObject([{ Destination: { ToAddresses: ['bob@example.com'] } }])
  })

  it('goes out once for one Idempotency-Key', async () => {
    const request = {
      as: mailer,
      headers: { 'idempotency-key': newId() },
      body: { to: '+1 555 010 0001', template: 'announcement', data, locale: 'zh' },
    }
    const [one, two] = [await send(sendSms, request), await send(sendSms, request)]
    expect(two.body).toEqual(one.body)
    await relay(one.body.notification.id)
    expect(world.texts()).toMatchObject([{ PhoneNumber: '+15550100001', Message: 'Hello: News.' }])
  })

  it('to a user who wants no advertising is not sent', async () => {
    const { body } = await send(sendEmail, { as: mailer, body: { userId: newId(), template: 'announcement', data } })
    await relay(body.notification.id)
    expect(world.mails()).toEqual([])
  })

  it('to a user goes to the address that the user has now', async () => {
    const body = { userId: newId(), template: 'back-in-stock', data: { productName: 'Mug' } }
    const answer = await send(sendEmail, { as: mailer, body })
    world.contact = { email: 'new@example.com', name: 'Ada', locale: 'en' }
    await relay(answer.body.notification.id)
    expect(world.mails()).toMatchObject([{ Destination: { ToAddresses: ['new@example.com'] } }])
  })

  it('to a user who does not exist is not found', async () => {
    world.contact = null
    const body = { userId: newId(), template: 'announcement', data }
    expect(await send(sendEmail, { as: mailer, body })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    world.contact = { email: 'ada@example.com', name: 'Ada', locale: 'en' }
  })

  it('may be a mere text by SMS', async () => {
    const body = { to: '+1 555 010 0001', text: 'We come at nine.' }
    const answer = await send(sendSms, { as: mailer, body })
    expect(answer).toMatchObject({ status: 202, body: { notification: { template: 'text-message' } } })
    await relay(answer.body.notification.id)
    expect(world.texts()).toMatchObject([{ Message: 'We come at nine.' }])
  })

  it('with an unknown template names those there are, and with missing data each field', async () => {
    const unknown = await send(sendEmail, { as: mailer, body: { to: 'a@b.example', template: 'nonsense' } })
    expect(unknown.body.errors).toEqual([
      { path: 'body.template', message: expect.stringContaining('order-confirmed') },
    ])
    const missing = await send(sendEmail, { as: mailer, body: { to: 'a@b.example', template: 'announcement' } })
    expect(missing.body.errors.map(({ path }: { path: string }) => path)).toEqual(['body.data.title', 'body.data.text'])
  })

  it.each([
    ['an unknown template', { to: 'a@b.example', template: 'nonsense', data }],
    [
      'data that the template does not know',
      { to: 'a@b.example', template: 'announcement', data: { ...data, html: 'x' } },
    ],
    ['missing data', { to: 'a@b.example', template: 'order-shipped', data: {} }],
    ['no recipient', { template: 'announcement', data }],
    ['two recipients', { to: 'a@b.example', userId: 'u', template: 'announcement', data }],
    ['an address that is none', { to: 'nobody', template: 'announcement', data }],
  ])('with %s is refused', async (_, body) => {
    const answer = await send(sendEmail, { as: mailer, body })
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED'])
  })

  it('is for staff and keys with the scope only', async () => {
    const body = { to: 'a@b.example', template: 'announcement', data }
    expect((await send(sendEmail, { body })).status).toBe(401)
    expect((await send(sendEmail, { as: aCustomer(newId()), body })).status).toBe(403)
    expect((await send(sendEmail, { as: { ...mailer, scopes: 'inventory:write' }, body })).status).toBe(403)
    expect((await send(sendEmail, { as: { ...aCustomer(newId()), role: 'staff' }, body })).status).toBe(202)
  })
})

describe('preferences', () => {
  it('are kept where they were changed', async () => {
    const as = aCustomer(newId())
    const before = await send(getPreferences, { as })
    expect(before.body).toMatchObject({ channels: { order: { email: true }, marketing: { email: false } }, version: 0 })
    const quietHours = { from: '22:00', to: '07:00', timeZone: 'Asia/Shanghai' }
    const changed = await send(updatePreferences, {
      method: 'PUT',
      as,
      body: { channels: { marketing: { email: true } }, quietHours },
      headers: { 'if-match': before.headers.etag! },
    })
    expect(changed.body).toMatchObject({
      channels: { order: { email: true }, marketing: { email: true } },
      quietHours,
      version: 1,
    })
    const without = await send(updatePreferences, { method: 'PUT', as, body: { quietHours: null } })
    expect(without.body.quietHours).toBeUndefined()
    expect((await send(getPreferences, { as })).body).toEqual(without.body)
  })

  it('refuse what there is not, and stale versions', async () => {
    const as = aCustomer(newId())
    const change = (body: object, headers = {}) => send(updatePreferences, { method: 'PUT', as, body, headers })
    expect((await change({ channels: { gossip: { email: true } } })).status).toBe(400)
    expect((await change({ quietHours: { from: '25:00', to: '07:00' } })).status).toBe(400)
    expect((await change({ quietHours: { from: '22:00', to: '07:00', timeZone: 'Moon/Base' } })).status).toBe(400)
    expect((await change({}, { 'if-match': '"7"' })).status).toBe(412)
  })

  it('take in simultaneous changes of different switches', async () => {
    const as = aCustomer(newId())
    const change = (channels: object) => send(updatePreferences, { method: 'PUT', as, body: { channels } })
    await Promise.all([
      change({ order: { sms: false } }),
      change({ stock: { sms: true } }),
      change({ marketing: { sms: true } }),
    ])
    const { body } = await send(getPreferences, { as })
    expect([body.channels.order.sms, body.channels.stock.sms, body.channels.marketing.sms]).toEqual([false, true, true])
  })
})
