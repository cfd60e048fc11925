import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, type Customer, mailsTo, staffOf } from '../../support/shopper.ts'

let api: Api
let staff: Api

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

const outcome = ({ status, body }: ApiAnswer) => [status, body.code]
const anEmail = () => `mail-${randomUUID()}@test.example`
const aPhone = () => `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
const shipped = { template: 'order-shipped', data: { number: 'TW-1042', trackingNumber: 'TRACK-7' } }
const post = (path: string, body: object, headers: Record<string, string> = {}, as = staff) =>
  as.send({ method: 'POST', path: `/api/notifications/${path}`, body, headers })
const messagesTo = (to: string, most = 1) =>
  until(
    `a message to ${to}`,
    () => mailsTo(api, to),
    (all) => all.length >= most,
  )
const prefer = (customer: Customer, body: object, headers: Record<string, string> = {}) =>
  customer.api.send({ method: 'PUT', path: '/api/notifications/preferences', body, headers })
const inbox = async (customer: Customer, query = '') => customer.api.call('GET', `/api/notifications${query}`)

/** A customer with as many messages in the inbox: each product waited for brings one. */
async function aReader(messages: number): Promise<Customer> {
  const customer = await aCustomer(api)
  const price = { amount: 100, currency: 'USD' }
  await Promise.all(
    Array.from({ length: messages }, async () => {
      const sku = `N-${randomUUID().slice(0, 13).toUpperCase()}`
      const { product } = await staff.call('POST', '/api/products', {
        sku,
        name: `Test product ${sku}`,
        description: 'Made by a test',
        price,
        category: 'tests',
        images: [],
        attributes: {},
      })
      await customer.api.call('POST', `/api/inventory/${product.id}/subscriptions`)
      await staff.call('PUT', `/api/inventory/${product.id}`, { onHand: 1, reason: 'test' })
    }),
  )
  await until(
    'the messages',
    () => inbox(customer),
    ({ items }) => items.length === messages,
  )
  return customer
}

describe('POST /api/notifications/email', () => {
  it('mails an address, in the language asked for, as text and as markup', async () => {
    const to = anEmail()

    const answer = await post('email', { to, ...shipped, locale: 'zh-CN' })

    expect(answer).toMatchObject({
      status: 202,
      body: { notification: { channel: 'email', template: 'order-shipped', status: 'PENDING' } },
    })
    const [mail] = (await messagesTo(to)) as { subject: string; text: string; html?: string }[]
    expect(mail).toMatchObject({ subject: '您的订单 TW-1042 已发货', text: expect.stringContaining('TRACK-7') })
    expect(mail!.html).toContain('<html lang="zh">')
  })

  it('mails a user by id, in the user’s language', async () => {
    const customer = await aCustomer(api, { locale: 'zh-CN' })
    await post('email', { userId: customer.id, ...shipped })
    expect((await messagesTo(customer.email))[0]).toMatchObject({ subject: '您的订单 TW-1042 已发货' })
  })

  it('mails once for one Idempotency-Key', async () => {
    const [to, key] = [anEmail(), aKey()]

    const [first, again] = [await post('email', { to, ...shipped }, key), await post('email', { to, ...shipped }, key)]
    const other = await post('email', { to: anEmail(), ...shipped }, key)
    await post('email', { to, ...shipped, locale: 'zh' })

    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(outcome(other)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await messagesTo(to, 2)).toHaveLength(2)
  })

  it('mails no advertising without the consent and the channel', async () => {
    const [reluctant, willing] = await Promise.all([aCustomer(api), aCustomer(api)])
    await Promise.all([reluctant, willing].map((each) => prefer(each, { channels: { marketing: { email: true } } })))
    await willing.api.call('PUT', '/api/users/profile', { marketingConsent: true })
    const offer = { template: 'announcement', data: { title: 'Sale', text: 'Everything must go.' } }

    await Promise.all([reluctant, willing].map(({ id: userId }) => post('email', { userId, ...offer })))
    await post('email', { userId: reluctant.id, ...shipped })

    expect(await messagesTo(willing.email)).toMatchObject([{ subject: 'Sale' }])
    expect((await messagesTo(reluctant.email)).map(({ subject }) => subject)).toEqual([
      'Your order TW-1042 is on its way',
    ])
  })

  it('names the templates there are, each missing field, and what is wrong with the recipient', async () => {
    const to = anEmail()
    const errorsOf = async (body: object) => {
      const answer = await post('email', body)
      expect(outcome(answer)).toEqual([400, 'VALIDATION_FAILED'])
      return answer.body.errors as { path: string; message: string }[]
    }

    const [unknown] = await errorsOf({ to, template: 'nonsense', data: {} })
    expect(unknown).toMatchObject({ path: 'body.template', message: expect.stringContaining('order-confirmed') })
    const missing = await errorsOf({ to, template: 'announcement' })
    expect(missing.map(({ path }) => path)).toEqual(['body.data.title', 'body.data.text'])
    expect(await errorsOf({ ...shipped })).toMatchObject([{ path: 'body.to' }])
    expect(await errorsOf({ ...shipped, to, userId: 'x' })).toMatchObject([{ path: 'body.to' }])
    expect(await errorsOf({ ...shipped, to: 'nobody' })).toMatchObject([{ path: 'body.to' }])
  })

  it('is 404 for a user who does not exist, and for nobody but staff and keys with the scope', async () => {
    const customer = await aCustomer(api)
    expect(outcome(await post('email', { userId: 'nobody', ...shipped }))).toEqual([404, 'NOT_FOUND'])
    expect((await post('email', { to: anEmail(), ...shipped }, {}, customer.api)).status).toBe(403)
    expect((await post('email', { to: anEmail(), ...shipped }, {}, api)).status).toBe(401)
  })
})

describe('POST /api/notifications/sms', () => {
  it('texts a number, by a template or a mere text', async () => {
    const to = aPhone()

    const first = await post('sms', { to, ...shipped })
    const second = await post('sms', { to, text: 'We come at nine.' })

    expect([first.status, second.status]).toEqual([202, 202])
    expect(first.body.notification).toMatchObject({ channel: 'sms', template: 'order-shipped', status: 'PENDING' })
    expect((await messagesTo(to, 2)).map(({ text }) => text).sort()).toEqual([
      'We come at nine.',
      'Your order TW-1042 is on its way. Tracking number: TRACK-7',
    ])
  })

  it('texts a user by id, once for one Idempotency-Key', async () => {
    const [phone, key] = [aPhone(), aKey()]
    const customer = await aCustomer(api, { phone })

    await post('sms', { userId: customer.id, ...shipped }, key)
    await post('sms', { userId: customer.id, ...shipped }, key)
    await post('sms', { to: phone, text: 'The last one.' })

    expect((await messagesTo(phone, 2)).map(({ text }) => text)).toHaveLength(2)
  })

  it('waits in the quiet hours of the user, while an e-mail about an order does not', async () => {
    const phone = aPhone()
    const customer = await aCustomer(api, { phone })
    const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16)
    await prefer(customer, { quietHours: { from: clock(-1), to: clock(2), timeZone: 'UTC' } })

    await post('sms', { userId: customer.id, ...shipped })
    await post('email', { userId: customer.id, ...shipped })

    await messagesTo(customer.email)
    const waiting = async () =>
      (await api.call('GET', '/_local/api/tables/tradewind-local-notifications?limit=1000')).items as {
        userId?: string
        channel?: string
        gsi1pk?: string
      }[]
    await until('the SMS to be put off', waiting, (items) =>
      items.some(({ userId, channel, gsi1pk }) => userId === customer.id && channel === 'sms' && gsi1pk === 'DEFERRED'),
    )
    expect(await mailsTo(api, phone)).toEqual([])
  })

  it('refuses what is no number, an unknown template and who may not', async () => {
    const customer = await aCustomer(api)
    expect(outcome(await post('sms', { to: '0555 1', ...shipped }))).toEqual([400, 'VALIDATION_FAILED'])
    expect(outcome(await post('sms', { to: aPhone(), template: 'nonsense', data: {} }))).toEqual([
      400,
      'VALIDATION_FAILED',
    ])
    expect(outcome(await post('sms', { to: aPhone() }))).toEqual([400, 'VALIDATION_FAILED'])
    expect(outcome(await post('sms', { userId: 'nobody', ...shipped }))).toEqual([404, 'NOT_FOUND'])
    expect((await post('sms', { to: aPhone(), ...shipped }, {}, customer.api)).status).toBe(403)
  })
})

describe('GET /api/notifications', () => {
  it('lists the caller’s inbox, newest first, in pages, all or the unread', async () => {
    const [customer, other] = await Promise.all([aReader(3), aCustomer(api)])

    const first = await inbox(customer, '?limit=2')
    const cursor = encodeURIComponent(first.nextCursor)
    const rest = await inbox(customer, `?limit=2&cursor=${cursor}`)

    const all = [...first.items, ...rest.items]
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    )
    expect([all.length, rest.nextCursor]).toEqual([3, null])
    expect(all[0]).toMatchObject({ channel: 'inApp', template: 'back-in-stock', status: 'SENT', version: 1 })
    expect(all[0]).not.toHaveProperty('readAt')
    expect((await inbox(customer, '?unread=true')).items).toHaveLength(3)
    expect((await inbox(other)).items).toEqual([])
    const foreign = await other.api.send({ method: 'GET', path: `/api/notifications?limit=2&cursor=${cursor}` })
    expect(outcome(foreign)).toEqual([400, 'INVALID_CURSOR'])
    expect((await api.send({ method: 'GET', path: '/api/notifications' })).status).toBe(401)
  })
})

describe('PUT /api/notifications/{id}/read', () => {
  it('marks one as read, once, and honours If-Match; somebody else’s does not exist', async () => {
    const [customer, other] = await Promise.all([aReader(2), aCustomer(api)])
    const [newest] = (await inbox(customer)).items
    const path = `/api/notifications/${newest.id}/read`
    const read = (as: Api, headers = {}) => as.send({ method: 'PUT', path, headers })

    expect(outcome(await read(other.api))).toEqual([404, 'NOT_FOUND'])
    expect(outcome(await read(customer.api, { 'if-match': '"9"' }))).toEqual([412, 'VERSION_MISMATCH'])
    const answer = await read(customer.api, { 'if-match': '"1"' })
    const again = await read(customer.api)

    expect(answer.body.notification).toMatchObject({ id: newest.id, readAt: expect.any(String), version: 2 })
    expect(again.body).toEqual(answer.body)
    expect((await inbox(customer, '?unread=true')).items.map(({ id }: { id: string }) => id)).not.toContain(newest.id)
    expect((await inbox(customer)).items[0]).toMatchObject({ readAt: answer.body.notification.readAt })
  })
})

describe('POST /api/notifications/read-all', () => {
  it('marks all of the caller’s messages as read', async () => {
    const [customer, other] = await Promise.all([aReader(3), aReader(1)])

    expect((await post('read-all', {}, {}, customer.api)).status).toBe(204)
    expect((await customer.api.send({ method: 'POST', path: '/api/notifications/read-all' })).status).toBe(204)

    expect((await inbox(customer, '?unread=true')).items).toEqual([])
    expect((await inbox(customer)).items.every(({ readAt }: { readAt?: string }) => readAt)).toBe(true)
    expect((await inbox(other, '?unread=true')).items).toHaveLength(1)
  })
})

describe('GET /api/notifications/preferences', () => {
  it('shows what somebody gets who never said: no advertising', async () => {
    const customer = await aCustomer(api)

    const answer = await customer.api.send({ method: 'GET', path: '/api/notifications/preferences' })

    expect(answer.body).toEqual({
      channels: {
        order: { email: true, sms: true, inApp: true },
        stock: { email: true, sms: false, inApp: true },
        marketing: { email: false, sms: false, inApp: false },
      },
      version: 0,
    })
    expect(answer.headers.get('etag')).toBe('"0"')
    expect((await api.send({ method: 'GET', path: '/api/notifications/preferences' })).status).toBe(401)
  })
})

describe('PUT /api/notifications/preferences', () => {
  it('changes what is said and keeps the rest, under If-Match', async () => {
    const customer = await aCustomer(api)
    const quietHours = { from: '22:00', to: '07:00', timeZone: 'Europe/Berlin' }

    const first = await prefer(customer, { channels: { order: { sms: false } }, quietHours }, { 'if-match': '"0"' })
    const stale = await prefer(customer, { channels: { order: { sms: true } } }, { 'if-match': '"0"' })
    const second = await prefer(customer, { channels: { marketing: { email: true } }, quietHours: null })

    expect(first.body).toMatchObject({ channels: { order: { email: true, sms: false } }, quietHours, version: 1 })
    expect(outcome(stale)).toEqual([412, 'VERSION_MISMATCH'])
    expect(second.body).toMatchObject({ channels: { order: { sms: false }, marketing: { email: true } }, version: 2 })
    expect(second.body).not.toHaveProperty('quietHours')
    expect(await customer.api.call('GET', '/api/notifications/preferences')).toEqual(second.body)
  })

  it('is followed: what is switched off does not come', async () => {
    const [phone, customer] = [aPhone(), await aCustomer(api)]
    await customer.api.call('PUT', '/api/users/profile', { phone })
    await prefer(customer, { channels: { order: { email: false } } })

    await post('email', { userId: customer.id, ...shipped })
    await post('sms', { userId: customer.id, ...shipped })

    await messagesTo(phone)
    expect(await mailsTo(api, customer.email)).toEqual([])
  })

  it('refuses what there is not', async () => {
    const customer = await aCustomer(api)
    const quiet = (from: string, to: string, timeZone = 'UTC') => ({ quietHours: { from, to, timeZone } })
    const bodies = [
      { channels: { gossip: { email: true } } },
      { channels: { order: { pigeon: true } } },
      quiet('25:00', '07:00'),
      quiet('22:00', '22:00'),
      quiet('22:00', '07:00', 'Moon/Base'),
      { other: 1 },
    ]
    for (const body of bodies) expect(outcome(await prefer(customer, body))).toEqual([400, 'VALIDATION_FAILED'])
  })
})
