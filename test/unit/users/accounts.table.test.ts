import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { handler as authorize } from '../../../functions/users/authorizer/handler.ts'
import { handler as getJwks } from '../../../functions/users/get-jwks/handler.ts'
import { handler as getProfile } from '../../../functions/users/get-profile/handler.ts'
import { handler as login } from '../../../functions/users/login/handler.ts'
import { handler as logout } from '../../../functions/users/logout/handler.ts'
import { handler as refresh } from '../../../functions/users/refresh/handler.ts'
import { handler as register } from '../../../functions/users/register/handler.ts'
import { handler as updateProfile } from '../../../functions/users/update-profile/handler.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, anHttpEvent, send } from '../../support/http-event.ts'
import { aRegistration, aSigningKey } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
  aSigningKey()
})
afterAll(() => table.stop())

async function aUser(more: object = {}) {
  const { email, password, ...rest } = aRegistration(more)
  const { body } = await send(register, { body: { email, password, ...rest } })
  return { email, password, user: body.user }
}

const whoIs = async (headers: Record<string, string>) => (await authorize(anHttpEvent({ headers }) as never)).context

describe('registering', () => {
  it('makes a customer whose password and hash are never shown', async () => {
    const registration = aRegistration({ phone: '+15550100000', locale: 'zh-CN' })
    const { status, body } = await send(register, { body: registration })
    expect(status).toBe(201)
    expect(body.user).toMatchObject({ email: registration.email, name: 'Ada', role: 'customer', version: 1 })
    expect(JSON.stringify(body)).not.toMatch(/argon2|correct horse/)
  })

  it('gives one e-mail address to one of many at the same time, whatever its case', async () => {
    const email = `racer-${crypto.randomUUID()}@example.com`
    const answers = await Promise.all(
      [email, email.toUpperCase(), ` ${email}`, email].map((each) =>
        send(register, { body: aRegistration({ email: each }) }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('EMAIL_TAKEN')
  })

  it.each(['role', 'id', 'status', 'isAdmin'])('refuses a client that sends %s', async (field) => {
    const { status, body } = await send(register, { body: aRegistration({ [field]: 'admin' }) })
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED'])
  })

  it('refuses a weak password by its own code', async () => {
    const { status, body } = await send(register, { body: aRegistration({ password: 'password123' }) })
    expect([status, body.code]).toEqual([400, 'WEAK_PASSWORD'])
  })

  it('answers a repetition with the same Idempotency-Key as the first time', async () => {
    const request = { body: aRegistration(), headers: { 'idempotency-key': crypto.randomUUID() } }
    const first = await send(register, request)
    const second = await send(register, request)
    expect(second).toMatchObject({ status: 201, body: first.body, headers: { 'idempotent-replayed': 'true' } })
  })
})

describe('logging in', () => {
  it('gives tokens that the authorizer takes for that user', async () => {
    const { email, password, user } = await aUser()
    const { status, body } = await send(login, { body: { email: email.toUpperCase(), password } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 900, user })
    expect(await whoIs({ authorization: `Bearer ${body.accessToken}` })).toMatchObject({
      kind: 'user',
      id: user.id,
      role: 'customer',
    })
  })

  it('publishes the key that the tokens name', async () => {
    const { email, password } = await aUser()
    const { body } = await send(login, { body: { email, password } })
    const { body: jwks, headers } = await send(getJwks, {})
    const header = JSON.parse(Buffer.from(body.accessToken.split('.')[0], 'base64url').toString())
    expect(header).toMatchObject({ alg: 'ES256', kid: jwks.keys[0].kid })
    expect(headers['cache-control']).toContain('public')
  })

  it('answers an unknown address and a wrong password alike', async () => {
    const { email } = await aUser()
    const wrong = await send(login, { body: { email, password: 'not the password' } })
    const unknown = await send(login, { body: { email: `nobody-${email}`, password: 'not the password' } })
    const { requestId: _1, ...one } = wrong.body
    const { requestId: _2, ...other } = unknown.body
    expect(one).toEqual(other)
    expect(one).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' })
    expect(wrong.headers['www-authenticate']).toContain('Bearer')
  })

  it.each(['known', 'unknown'])('makes whoever guesses at a %s address wait longer and longer', async (kind) => {
    const { email, password } = kind === 'known' ? await aUser() : aRegistration()
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => send(login, { body: { email, password: 'a wrong guess' } })),
    )
    const eleventh = await send(login, { body: { email, password } })
    const twelfth = await send(login, { body: { email, password } })
    expect(tries.every(({ status }) => status === 401)).toBe(true)
    expect([eleventh.status, twelfth.status]).toEqual([429, 429])
    expect(Number(twelfth.headers['retry-after'])).toBeGreaterThan(Number(eleventh.headers['retry-after']))
  })

  it('forgets the failures after a success', async () => {
    const { email, password } = await aUser()
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 9; n++) await send(login, { body: { email, password: 'a wrong guess' } })
      expect((await send(login, { body: { email, password } })).status).toBe(200)
    }
  })
})

describe('a session', () => {
  let session: { accessToken: string; refreshToken: string }
  beforeEach(async () => {
    const { email, password } = await aUser()
    session = (await send(login, { body: { email, password } })).body
  })
  const exchange = (refreshToken: string) => send(refresh, { body: { refreshToken } })

  it('goes on with a new pair of tokens', async () => {
    const { status, body } = await exchange(session.refreshToken)
    expect(status).toBe(200)
    expect(body.refreshToken).not.toBe(session.refreshToken)
    expect((await exchange(body.refreshToken)).status).toBe(200)
  })

  it('ends for everybody when a refresh token is used twice', async () => {
    const { body } = await exchange(session.refreshToken)
    const reused = await exchange(session.refreshToken)
    expect([reused.status, reused.body.code]).toEqual([401, 'INVALID_TOKEN'])
    expect((await exchange(body.refreshToken)).status).toBe(401)
  })

  it('lets one of two simultaneous exchanges through at most', async () => {
    const answers = await Promise.all([exchange(session.refreshToken), exchange(session.refreshToken)])
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  })

  it('does not end because somebody guesses', async () => {
    const [sessionId] = session.refreshToken.split('.')
    expect((await exchange(`${sessionId}.${'x'.repeat(22)}.${'y'.repeat(43)}`)).status).toBe(401)
    expect((await exchange('nonsense')).status).toBe(401)
    expect((await exchange(session.refreshToken)).status).toBe(200)
  })

  it('ends with logout', async () => {
    const as = await whoIs({ authorization: `Bearer ${session.accessToken}` })
    expect((await send(logout, { method: 'POST', as })).status).toBe(204)
    expect((await exchange(session.refreshToken)).status).toBe(401)
  })

  it('of somebody else cannot be ended', async () => {
    const as = aCustomer('somebody-else')
    await send(logout, { method: 'POST', as, body: { refreshToken: session.refreshToken } })
    expect((await exchange(session.refreshToken)).status).toBe(200)
  })
})

describe('a profile', () => {
  it('changes what is given, at the version that was read', async () => {
    const { user } = await aUser({ phone: '+15550100000' })
    const as = aCustomer(user.id)
    const changed = await send(updateProfile, {
      as,
      body: { name: 'Countess', phone: null },
      headers: { 'if-match': '"1"' },
    })
    expect(changed.body.user).toMatchObject({ name: 'Countess', version: 2, locale: 'en' })
    expect(changed.body.user.phone).toBeUndefined()
    const stale = await send(updateProfile, { as, body: { name: 'Ada' }, headers: { 'if-match': '"1"' } })
    expect([stale.status, stale.body.code]).toEqual([412, 'VERSION_MISMATCH'])
    expect((await send(getProfile, { as })).body.user.name).toBe('Countess')
  })

  it('never changes role or e-mail by request', async () => {
    const { user } = await aUser()
    for (const body of [{ role: 'admin' }, { email: 'a@b.example' }, { version: 9 }]) {
      expect((await send(updateProfile, { as: aCustomer(user.id), body })).status).toBe(400)
    }
  })

  it('is for those who are signed in', async () => {
    const { status, body, headers } = await send(getProfile, {})
    expect([status, body.code]).toEqual([401, 'UNAUTHENTICATED'])
    expect(headers['www-authenticate']).toContain('Bearer')
  })
})
