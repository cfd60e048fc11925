import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, mailsTo, PASSWORD } from '../../support/shopper.ts'

const NEW = 'A-much-better-one-7'
const OTHER = 'Yet-another-phrase-8'

let api: Api
beforeAll(() => {
  api = anApi()
})

const post = (client: Api, path: string, body: unknown) => client.send({ method: 'POST', path, body })
const login = (email: string, password: string) => post(api, '/api/users/login', { email, password })
const profileStatus = async (accessToken: string) =>
  (await api.as(accessToken).send({ method: 'GET', path: '/api/users/profile' })).status
const outcome = ({ status, body }: ApiAnswer) => [status, body.code]

/** Two sessions of a new customer. */
async function twoSessions() {
  const { email, api: _, id } = await aCustomer(api)
  const [one, two] = await Promise.all([login(email, PASSWORD), login(email, PASSWORD)])
  return { id, email, one: one.body, two: two.body }
}

/** The newest code mailed to an address, once there are so many mails with one. */
async function codeFor(email: string, count = 1): Promise<string> {
  const mails = await until(
    `${count} mails with a code`,
    async () => (await mailsTo(api, email)).filter(({ subject }) => /code|验证码/.test(subject)),
    (found) => found.length >= count,
  )
  return /\d{16}/.exec(mails[0]!.text)![0]
}

const untilMailed = (email: string, subject: RegExp) =>
  until(
    `a mail about ${subject}`,
    () => mailsTo(api, email),
    (mails) => mails.some((mail) => subject.test(mail.subject)),
  )

describe('POST /api/users/password', () => {
  it('sets the new password, keeps this session, ends the others and tells the owner by e-mail', async () => {
    const { email, one, two } = await twoSessions()

    const answer = await post(api.as(one.accessToken), '/api/users/password', {
      currentPassword: PASSWORD,
      newPassword: NEW,
    })

    expect(answer.status).toBe(204)
    expect((await login(email, PASSWORD)).status).toBe(401)
    expect((await login(email, NEW)).status).toBe(200)
    const [kept, ended] = await Promise.all(
      [one, two].map(({ refreshToken }) => post(api, '/api/users/refresh', { refreshToken })),
    )
    expect([kept!.status, ended!.status]).toEqual([200, 401])
    await untilMailed(email, /password was changed/)
    await until(
      'the access token of the other session to end',
      () => profileStatus(two.accessToken),
      (status) => status === 401,
    )
    expect(await profileStatus(one.accessToken)).toBe(200)
    expect(await profileStatus(kept!.body.accessToken)).toBe(200)
  })

  it('is 401 for a wrong current password, counted like failed logins, and 400 for a weak new one', async () => {
    const customer = await aCustomer(api)
    const change = (currentPassword: string, newPassword: string) =>
      post(customer.api, '/api/users/password', { currentPassword, newPassword })

    const wrong = await change('not the password', NEW)
    expect(outcome(wrong)).toEqual([401, 'INVALID_CREDENTIALS'])
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(outcome(await change(PASSWORD, 'password123'))).toEqual([400, 'WEAK_PASSWORD'])
    await Promise.all(Array.from({ length: 10 }, () => change('not the password', NEW)))
    const blocked = await change(PASSWORD, NEW)
    expect(outcome(blocked)).toEqual([429, 'TOO_MANY_REQUESTS'])
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await login(customer.email, PASSWORD)).status).toBe(429)
  })

  it('is 401 without a token', async () => {
    const answer = await post(api, '/api/users/password', { currentPassword: PASSWORD, newPassword: NEW })
    expect(outcome(answer)).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('POST /api/users/password/forgot', () => {
  it('answers an unknown address as a known one, and mails only the known one, in its language', async () => {
    const { email } = await aCustomer(api, { locale: 'zh-CN' })
    const unknown = `nobody-${email}`

    const answers = await Promise.all(
      [email, unknown].map((each) => post(api, '/api/users/password/forgot', { email: each })),
    )

    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [202, ''],
      [202, ''],
    ])
    expect(await codeFor(email)).toMatch(/^\d{16}$/)
    expect((await mailsTo(api, email))[0]!.subject).toBe('您的密码重置验证码')
    expect(await mailsTo(api, unknown)).toEqual([])
  })

  it('mails an address five codes an hour at most, and goes on answering the same', async () => {
    const { email } = await aCustomer(api)
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => post(api, '/api/users/password/forgot', { email })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    await codeFor(email, 5)
    const later = await aCustomer(api)
    await post(api, '/api/users/password/forgot', { email: later.email })
    await codeFor(later.email)
    expect(await mailsTo(api, email)).toHaveLength(5)
  })

  it('keeps the code and the address out of logs, events and what functions are asked', async () => {
    const { email } = await aCustomer(api)
    await post(api, '/api/users/password/forgot', { email })
    const code = await codeFor(email)
    await post(api, '/api/users/password/reset', { code, newPassword: NEW })
    await untilMailed(email, /password was changed/)
    const seen = await Promise.all(
      ['notifications-on-account-messages', 'users-relay', 'users-forgot-password', 'users-reset-password'].map(
        async (name) => {
          const { items } = await api.call('GET', `/_local/api/invocations?function=tradewind-local-${name}`)
          // What a client sent to an endpoint is shown to the developer; everything else is what must be silent.
          return JSON.stringify(
            /password$/.test(name)
              ? items.map(({ logs, error }: { logs: unknown; error: unknown }) => [logs, error])
              : items,
          )
        },
      ),
    )
    expect(seen.filter((text) => text === '[]')).toEqual([])
    expect(seen.filter((text) => text.includes(code) || text.includes(email))).toEqual([])
    const tables = await Promise.all(
      ['users', 'notifications'].map((name) =>
        api.call('GET', `/_local/api/tables/tradewind-local-${name}?limit=1000`),
      ),
    )
    expect(JSON.stringify(tables).includes(code)).toBe(false)
  })
})

describe('POST /api/users/password/reset', () => {
  it('sets the new password by the code, once, and ends all sessions', async () => {
    const { email, one, two } = await twoSessions()
    await post(api, '/api/users/password/forgot', { email })
    const code = await codeFor(email)
    const reset = (newPassword: string) => post(api, '/api/users/password/reset', { email, code, newPassword })

    expect(outcome(await reset('password123'))).toEqual([400, 'WEAK_PASSWORD'])
    expect((await reset(NEW)).status).toBe(204)
    expect(outcome(await reset(OTHER))).toEqual([400, 'INVALID_CODE'])

    expect((await login(email, PASSWORD)).status).toBe(401)
    const fresh = await login(email, NEW)
    expect(fresh.status).toBe(200)
    for (const { refreshToken } of [one, two]) {
      expect((await post(api, '/api/users/refresh', { refreshToken })).status).toBe(401)
    }
    for (const { accessToken } of [one, two]) {
      await until(
        'an access token to end',
        () => profileStatus(accessToken),
        (status) => status === 401,
      )
    }
    expect(await profileStatus(fresh.body.accessToken)).toBe(200)
    await untilMailed(email, /password was changed/)
  })

  it('needs no address, takes the code in groups, and only the newest one', async () => {
    const { email } = await aCustomer(api)
    await post(api, '/api/users/password/forgot', { email })
    const old = await codeFor(email)
    await post(api, '/api/users/password/forgot', { email })
    const code = await codeFor(email, 2)
    const reset = (text: string) => post(api, '/api/users/password/reset', { code: text, newPassword: NEW })

    expect(outcome(await reset(old))).toEqual([400, 'INVALID_CODE'])
    expect((await reset(code.replace(/(\d{4})(?=\d)/g, '$1 '))).status).toBe(204)
    expect((await login(email, NEW)).status).toBe(200)
  })

  it('refuses a guess, a code of somebody else, and after five tries the right one too', async () => {
    const [ada, bob] = await Promise.all([aCustomer(api), aCustomer(api)])
    await Promise.all([ada, bob].map(({ email }) => post(api, '/api/users/password/forgot', { email })))
    const [codeOfAda, codeOfBob] = await Promise.all([codeFor(ada.email), codeFor(bob.email)])
    const reset = (code: string, email?: string) =>
      post(api, '/api/users/password/reset', { email, code, newPassword: NEW })

    expect(outcome(await reset(codeOfBob, ada.email))).toEqual([400, 'INVALID_CODE'])
    expect(outcome(await reset('0000 0000 0000 0000'))).toEqual([400, 'INVALID_CODE'])
    expect(outcome(await reset('letters', `nobody-${ada.email}`))).toEqual([400, 'INVALID_CODE'])
    await Promise.all(Array.from({ length: 8 }, (_, n) => reset(`${n}`.repeat(16), ada.email)))
    expect(outcome(await reset(codeOfAda, ada.email))).toEqual([400, 'INVALID_CODE'])
    expect(outcome(await reset(codeOfAda))).toEqual([400, 'INVALID_CODE'])
    expect((await login(ada.email, PASSWORD)).status).toBe(200)
    expect((await reset(codeOfBob, bob.email)).status).toBe(204)
  })
})
