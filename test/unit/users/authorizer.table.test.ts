import { sign } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { newId } from '../../../functions/shared/ids.ts'
import { handler } from '../../../functions/users/authorizer/handler.ts'
import { handler as createKey } from '../../../functions/users/create-api-key/handler.ts'
import { handler as deleteKey } from '../../../functions/users/delete-api-key/handler.ts'
import { accessTokenClaims } from '../../../functions/users/domain/access-token.ts'
import { handler as listKeys } from '../../../functions/users/list-api-keys/handler.ts'
import { publicJwk } from '../../../functions/users/signing-key.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, anHttpEvent, send } from '../../support/http-event.ts'
import { aSigningKey } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
let keys: ReturnType<typeof aSigningKey>
beforeAll(async () => {
  table = await startTable()
  keys = aSigningKey()
  process.env.API_KEY_REQUESTS_PER_MINUTE = '600'
})
afterAll(() => table.stop())

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function aToken(more: object = {}, header: object = {}, key = keys.privateKey) {
  const claims = accessTokenClaims({
    userId: 'ada',
    role: 'staff',
    sessionId: 'session',
    generation: 0,
    tokenId: newId(),
    stage: 'local',
    now: new Date(),
  })
  const { kid } = await publicJwk()
  const unsigned = `${encode({ alg: 'ES256', kid, ...header })}.${encode({ ...claims, ...more })}`
  const signature = sign('sha256', Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' })
  return `${unsigned}.${signature.toString('base64url')}`
}

async function whoSends(headers: Record<string, string>) {
  const answer = await handler(anHttpEvent({ headers }) as never)
  expect(answer.isAuthorized).toBe(true)
  return answer.context
}
const bearer = (token: string) => whoSends({ authorization: `Bearer ${token}` })
const notValid = { kind: 'anonymous', reason: 'The access token is not valid.' }

describe('an access token', () => {
  it('names user, role and session', async () => {
    expect(await bearer(await aToken())).toEqual({ kind: 'user', id: 'ada', role: 'staff', session: 'session' })
  })

  it('that has expired is told from one that is wrong', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await bearer(await aToken({ exp: now - 1 }))).toEqual({
      kind: 'anonymous',
      reason: 'The access token has expired.',
    })
  })

  it.each([
    ['of another stage', { iss: 'https://tradewind.example/prod' }],
    ['for another audience', { aud: 'somebody-else' }],
    ['of another kind', { token_use: 'id' }],
    ['with a role that there is not', { role: 'root' }],
    ['that is not valid yet', { nbf: 4_000_000_000 }],
  ])('%s is not valid', async (_, claims) => {
    expect(await bearer(await aToken(claims))).toEqual(notValid)
  })

  it.each([
    ['by an unknown key', { kid: 'unknown' }],
    ['without a signature', { alg: 'none' }],
    ['as a shared secret', { alg: 'HS256' }],
  ])('signed %s is not valid', async (_, header) => {
    expect(await bearer(await aToken({}, header))).toEqual(notValid)
  })

  it('that was changed after signing is not valid', async () => {
    const [header, payload, signature] = (await aToken()).split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object
    const forged = encode({ ...claims, role: 'admin' })
    expect(await bearer(`${header}.${forged}.${signature}`)).toEqual(notValid)
    expect(await bearer('nonsense')).toEqual(notValid)
  })

  it('must be sent as one', async () => {
    expect(await whoSends({ authorization: 'Basic YTpi' })).toMatchObject({
      kind: 'anonymous',
      reason: expect.any(String),
    })
    expect(await whoSends({})).toEqual({ kind: 'anonymous' })
  })
})

/** Everything but Date. */
const fakeOnlyTheClock = [
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
] as const

describe('a service key', () => {
  const admin = { ...aCustomer('root'), role: 'admin' }
  const create = (body: object) => send(createKey, { method: 'POST', as: admin, body })

  it('carries its scopes, from the answer that shows it to its deletion', async () => {
    const { status, body } = await create({ name: 'warehouse', scopes: ['inventory:write', 'orders:read'] })
    expect(status).toBe(201)
    const { id, key } = body.apiKey
    expect(await whoSends({ 'x-api-key': key })).toEqual({ kind: 'service', id, scopes: 'inventory:write orders:read' })
    expect((await send(deleteKey, { as: admin, params: { id } })).status).toBe(204)
    expect(await whoSends({ 'x-api-key': key })).toEqual({ kind: 'anonymous', reason: 'The API key is not valid.' })
    expect((await send(deleteKey, { as: admin, params: { id } })).status).toBe(404)
  })

  it('is shown once only', async () => {
    const { body } = await create({ name: 'mailer', scopes: ['notifications:send'] })
    const { body: list } = await send(listKeys, { as: admin })
    expect(list.items[0]).toMatchObject({ id: body.apiKey.id, name: 'mailer', scopes: ['notifications:send'] })
    expect(JSON.stringify(list)).not.toContain(body.apiKey.key)
  })

  it('with a right id and a wrong secret is not valid', async () => {
    const { body } = await create({ name: 'x', scopes: ['orders:read'] })
    const wrong = `${body.apiKey.key.slice(0, -4)}AAAA`
    expect(await whoSends({ 'x-api-key': wrong })).toMatchObject({ kind: 'anonymous' })
    expect(await whoSends({ 'x-api-key': 'nonsense' })).toMatchObject({ kind: 'anonymous' })
  })

  it('ends when it was to end', async () => {
    expect((await create({ name: 'x', scopes: ['orders:read'], expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(400)
    const until = Date.now() + 300
    const { body } = await create({ name: 'x', scopes: ['orders:read'], expiresAt: new Date(until).toISOString() })
    while (Date.now() <= until) await new Promise((resolve) => setImmediate(resolve))
    expect(await whoSends({ 'x-api-key': body.apiKey.key })).toMatchObject({ reason: 'The API key has expired.' })
  })

  describe('under its limit', () => {
    const atMinute = (minute: number, second = 0) =>
      jest.useFakeTimers({ now: minute * 60_000 + second * 1000, doNotFake: [...fakeOnlyTheClock] })
    afterEach(() => {
      jest.useRealTimers()
      process.env.API_KEY_REQUESTS_PER_MINUTE = '600'
    })

    it.each([7, 250])('is let through %i times a minute and then told how long to wait', async (limit) => {
      process.env.API_KEY_REQUESTS_PER_MINUTE = String(limit)
      const { body } = await create({ name: 'busy', scopes: ['orders:read'] })
      const use = () => whoSends({ 'x-api-key': body.apiKey.key })
      const minute = Math.floor(Date.now() / 60_000)
      atMinute(minute, 18)
      const kinds = (await Promise.all(Array.from({ length: limit + 20 }, use))).map(({ kind }) => kind)
      const over = await use()
      atMinute(minute + 1)
      const next = await use()

      expect(kinds.filter((kind) => kind === 'service')).toHaveLength(limit)
      expect(over).toEqual({ kind: 'anonymous', reason: expect.stringContaining('this minute'), retryAfter: '42' })
      expect(next.kind).toBe('service')
    })

    it('says when it was last used, written at most once a minute', async () => {
      const { body } = await create({ name: 'seen', scopes: ['orders:read'] })
      const lastUsedAt = async () => {
        const { body: list } = await send(listKeys, { as: admin })
        return list.items.find(({ id }: { id: string }) => id === body.apiKey.id).lastUsedAt
      }
      const use = () => whoSends({ 'x-api-key': body.apiKey.key })
      const minute = Math.floor(Date.now() / 60_000)
      expect(await lastUsedAt()).toBeUndefined()
      atMinute(minute)
      await Promise.all([use(), use(), use()])
      const first = await lastUsedAt()
      atMinute(minute, 59)
      await use()
      expect(await lastUsedAt()).toBe(first)
      atMinute(minute + 2)
      await use()
      expect(first).toBe(new Date(minute * 60_000).toISOString())
      expect(await lastUsedAt()).toBe(new Date((minute + 2) * 60_000).toISOString())
    })
  })

  it('is made by admins only, with scopes that exist', async () => {
    const request = { method: 'POST', body: { name: 'x', scopes: ['orders:read'] } }
    expect((await send(createKey, { ...request, as: { ...admin, role: 'staff' } })).status).toBe(403)
    expect((await create({ name: 'x', scopes: ['everything'] })).status).toBe(400)
  })
})
