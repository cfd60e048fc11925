import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api, ApiAnswer } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, anAddress, type Customer, loggedIn, PASSWORD } from '../../support/shopper.ts'

let api: Api
let customer: Customer

beforeAll(async () => {
  api = anApi()
  customer = await aCustomer(api)
})

const outcome = ({ status, body }: ApiAnswer) => [status, body.code]
const anEmail = () => `users-${randomUUID()}@test.example`
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  api.send({ method: 'POST', path: `/api/users/${path}`, body, headers })
const secondsTo = async (work: () => Promise<unknown>) => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

describe('POST /api/users/register', () => {
  const person = (changes: object = {}) => ({ email: anEmail(), password: PASSWORD, name: 'Ada', ...changes })

  it('makes a customer account and answers it without the password', async () => {
    const body = person({ phone: '+1 202 555 0100', locale: 'zh-CN' })

    const answer = await post('register', body)

    expect(answer.status).toBe(201)
    expect(answer.body.user).toEqual({
      id: expect.any(String),
      email: body.email,
      name: 'Ada',
      role: 'customer',
      phone: '+1 202 555 0100',
      locale: 'zh-CN',
      marketingConsent: false,
      createdAt: expect.any(String),
      version: 1,
    })
  })

  it('refuses an address that has an account, however it is written, and a weak password', async () => {
    expect(outcome(await post('register', person({ email: ` ${customer.email.toUpperCase()} ` })))).toEqual([
      409,
      'EMAIL_TAKEN',
    ])
    expect(outcome(await post('register', person({ password: 'password' })))).toEqual([400, 'WEAK_PASSWORD'])
    expect(outcome(await post('register', person({ email: 'nobody' })))).toEqual([400, 'VALIDATION_FAILED'])
    expect(outcome(await post('register', person({ role: 'admin' })))).toEqual([400, 'VALIDATION_FAILED'])
  })

  it('answers the same again for the same key, and makes one account', async () => {
    const [body, headers] = [person(), aKey()]
    const first = await post('register', body, headers)
    const again = await post('register', body, headers)
    const other = await post('register', { ...body, name: 'Eve' }, headers)
    expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([201, 'true', first.body])
    expect(outcome(other)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })
})

describe('POST /api/users/login', () => {
  it('gives a pair of tokens', async () => {
    const { body } = await post('login', { email: customer.email, password: PASSWORD })
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, user: { id: customer.id } })
    expect((await api.as(body.accessToken).get('/api/users/profile')).user.id).toBe(customer.id)
  })

  it('answers a wrong password and an unknown address alike, in about the same time', async () => {
    const wrong = { email: customer.email, password: 'Not-The-Password-1' }
    const unknown = { email: anEmail(), password: 'Not-The-Password-1' }
    const answers = [await post('login', wrong), await post('login', unknown)]
    const [first, second] = answers.map(({ status, body }) => [status, body.code, body.detail])
    expect(first).toEqual([401, 'INVALID_CREDENTIALS', expect.any(String)])
    expect(second).toEqual(first)
    const ratio = (await secondsTo(() => post('login', wrong))) / (await secondsTo(() => post('login', unknown)))
    expect(ratio).toBeGreaterThan(0.1)
    expect(ratio).toBeLessThan(10)
  })

  it('makes who fails ten times wait, and says how long', async () => {
    const { email } = await aCustomer(api)
    const statuses: number[] = []
    for (let attempt = 0; attempt < 11; attempt++) {
      const answer = await post('login', { email, password: 'Not-The-Password-1' })
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses.slice(0, 10).every((status) => status === 401)).toBe(true)
    expect(statuses[10]).toBe(429)
    expect((await post('login', { email, password: PASSWORD })).status).toBe(429)
  })
})

describe('POST /api/users/refresh', () => {
  it('exchanges a refresh token once; a second time ends the whole family', async () => {
    const { body: first } = await post('login', { email: customer.email, password: PASSWORD })
    const { status, body: second } = await post('refresh', { refreshToken: first.refreshToken })
    expect(status).toBe(200)
    expect(second.refreshToken).not.toBe(first.refreshToken)

    const stolen = await post('refresh', { refreshToken: first.refreshToken })

    expect(outcome(stolen)).toEqual([401, 'INVALID_TOKEN'])
    expect(outcome(await post('refresh', { refreshToken: second.refreshToken }))).toEqual([401, 'INVALID_TOKEN'])
    expect(outcome(await post('refresh', { refreshToken: 'made-up' }))).toEqual([401, 'INVALID_TOKEN'])
  })
})

describe('POST /api/users/logout', () => {
  it('ends the session: its refresh token is worth nothing', async () => {
    const { body } = await post('login', { email: customer.email, password: PASSWORD })
    const answer = await api.as(body.accessToken).send({ method: 'POST', path: '/api/users/logout', body: {} })
    expect([answer.status, answer.body]).toEqual([204, ''])
    expect(outcome(await post('refresh', { refreshToken: body.refreshToken }))).toEqual([401, 'INVALID_TOKEN'])
    expect(outcome(await api.send({ method: 'POST', path: '/api/users/logout' }))).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('GET /api/users/profile', () => {
  it('answers the caller’s account with its version as ETag, and 304 to who has it', async () => {
    const answer = await customer.api.send({ method: 'GET', path: '/api/users/profile' })
    expect(answer.body.user).toMatchObject({ id: customer.id, email: customer.email })
    const headers = { 'if-none-match': answer.headers.get('etag')! }
    expect((await customer.api.send({ method: 'GET', path: '/api/users/profile', headers })).status).toBe(304)
  })
})

describe('PUT /api/users/profile', () => {
  const put = (who: Customer, body: object, headers: Record<string, string> = {}) =>
    who.api.send({ method: 'PUT', path: '/api/users/profile', body, headers })

  it('changes what is sent and nothing else; a phone of null goes', async () => {
    const person = await aCustomer(api, { phone: '+1 202 555 0100' })
    const changed = await put(person, { name: 'Ada L.', marketingConsent: true, phone: null })
    expect(changed.body.user).toMatchObject({ name: 'Ada L.', marketingConsent: true, email: person.email, version: 2 })
    expect(changed.body.user).not.toHaveProperty('phone')
  })

  it('refuses a stale version with 412, and fields that are not the customer’s to set', async () => {
    const person = await aCustomer(api)
    expect((await put(person, { name: 'B' }, { 'if-match': '"1"' })).status).toBe(200)
    expect(outcome(await put(person, { name: 'C' }, { 'if-match': '"1"' }))).toEqual([412, 'VERSION_MISMATCH'])
    expect(outcome(await put(person, { name: 'C' }, { 'if-match': 'one' }))).toEqual([400, 'VALIDATION_FAILED'])
    expect(outcome(await put(person, { email: 'x@y.example' }))).toEqual([400, 'VALIDATION_FAILED'])
  })
})

describe('POST /api/users/addresses', () => {
  it('adds an address; the first becomes the default, and a repeated request adds none', async () => {
    const person = await aCustomer(api)
    const request = { method: 'POST', path: '/api/users/addresses', body: anAddress(), headers: aKey() }
    const first = await person.api.send(request)
    expect([first.status, first.body.address.isDefault]).toEqual([201, true])
    expect((await person.api.send(request)).body).toEqual(first.body)
    expect((await person.api.get('/api/users/addresses')).items).toHaveLength(1)
    expect(outcome(await person.api.send({ ...request, body: anAddress({ country: 'usa' }), headers: {} }))).toEqual([
      400,
      'VALIDATION_FAILED',
    ])
  })
})

describe('GET /api/users/addresses', () => {
  it('lists the caller’s own in pages, whose cursor serves nobody else', async () => {
    const [person, stranger] = [await aCustomer(api), await aCustomer(api)]
    for (const line1 of ['1 A', '2 B', '3 C'])
      await person.api.post('/api/users/addresses', { body: anAddress({ line1 }) })
    const first = await person.api.get('/api/users/addresses', { params: { query: { limit: 2 } } })
    const query = { limit: 2, cursor: first.nextCursor! }
    const rest = await person.api.get('/api/users/addresses', { params: { query } })
    expect([...first.items, ...rest.items].map(({ line1 }) => line1)).toEqual(['1 A', '2 B', '3 C'])
    expect(rest.nextCursor).toBeNull()
    const path = `/api/users/addresses?${new URLSearchParams({ limit: '2', cursor: query.cursor })}`
    expect(outcome(await stranger.api.send({ method: 'GET', path }))).toEqual([400, 'INVALID_CURSOR'])
    expect((await stranger.api.get('/api/users/addresses')).items).toEqual([])
  })
})

describe('PUT /api/users/addresses/{id}', () => {
  it('replaces an own address under the right version; a stranger’s does not exist', async () => {
    const { address } = await customer.api.post('/api/users/addresses', { body: anAddress({ line2: 'attic' }) })
    const put = (who: Api, headers: Record<string, string> = {}) =>
      who.send({
        method: 'PUT',
        path: `/api/users/addresses/${address.id}`,
        body: anAddress({ city: 'Salem' }),
        headers,
      })

    const replaced = await put(customer.api, { 'if-match': `"${address.version}"` })

    expect(replaced.body.address).toMatchObject({ city: 'Salem', version: address.version + 1 })
    expect(replaced.body.address).not.toHaveProperty('line2')
    expect(outcome(await put(customer.api, { 'if-match': `"${address.version}"` }))).toEqual([412, 'VERSION_MISMATCH'])
    expect(outcome(await put((await aCustomer(api)).api))).toEqual([404, 'NOT_FOUND'])
  })
})

describe('DELETE /api/users/addresses/{id}', () => {
  it('deletes an address once; another takes over as the default', async () => {
    const person = await aCustomer(api)
    const { address } = await person.api.post('/api/users/addresses', { body: anAddress() })
    await person.api.post('/api/users/addresses', { body: anAddress({ line1: '2 B' }) })
    const remove = (who: Api) => who.send({ method: 'DELETE', path: `/api/users/addresses/${address.id}` })

    expect(outcome(await remove(customer.api))).toEqual([404, 'NOT_FOUND'])
    expect((await remove(person.api)).status).toBe(204)

    expect(outcome(await remove(person.api))).toEqual([404, 'NOT_FOUND'])
    const { items } = await person.api.get('/api/users/addresses')
    expect(items.map(({ line1, isDefault }) => [line1, isDefault])).toEqual([['2 B', true]])
  })
})

describe('GET /.well-known/jwks.json', () => {
  it('publishes the key that access tokens are signed with, for anybody to keep for a while', async () => {
    const answer = await api.send({ method: 'GET', path: '/.well-known/jwks.json' })
    const { body } = await post('login', { email: customer.email, password: PASSWORD })
    const header = JSON.parse(Buffer.from(body.accessToken.split('.')[0], 'base64url').toString())
    expect(answer.body.keys.map(({ kid }: { kid: string }) => kid)).toContain(header.kid)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(await loggedIn(api, customer.email)).toBeDefined()
  })
})
