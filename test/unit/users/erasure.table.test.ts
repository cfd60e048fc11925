import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { handler as addAddress } from '../../../functions/users/add-address/handler.ts'
import { handler as deleteProfile } from '../../../functions/users/delete-profile/handler.ts'
import { handler as forgotPassword } from '../../../functions/users/forgot-password/handler.ts'
import { handler as getProfile } from '../../../functions/users/get-profile/handler.ts'
import { handler as getContact } from '../../../functions/users/internal/get-contact/handler.ts'
import { handler as login } from '../../../functions/users/login/handler.ts'
import { handler as refresh } from '../../../functions/users/refresh/handler.ts'
import { handler as register } from '../../../functions/users/register/handler.ts'
import { handler as eraseCustomer } from '../../../functions/users/steps/erase-customer/handler.ts'
import { handler as updateProfile } from '../../../functions/users/update-profile/handler.ts'
import { allItems, startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anAddress, aRegistration, aSigningKey } from './builders.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
  aSigningKey()
})
afterAll(() => table.stop())

const aKey = () => ({ 'idempotency-key': crypto.randomUUID() })

/** Somebody with an address, a session, a failed login, a forgotten password, and answers kept for repetitions. */
async function aUser() {
  const registration = aRegistration({ name: `Ada ${crypto.randomUUID()}`, phone: '+442071234567' })
  const { email, password } = registration
  const { body } = await send(register, { body: registration, headers: aKey() })
  const as = aCustomer(body.user.id)
  await send(login, { body: { email, password: 'a wrong guess' } })
  const tokens = (await send(login, { body: { email, password } })).body
  await send(forgotPassword, { body: { email } })
  await send(addAddress, { as, body: anAddress({ recipient: registration.name }), headers: aKey() })
  return { ...registration, as, userId: body.user.id as string, refreshToken: tokens.refreshToken as string }
}

const erase = (userId: string) =>
  eraseCustomer({ userId, erasureId: 'e-1', correlationId: 'c-1' }, { awsRequestId: 'r-1' })
const text = async () => JSON.stringify(await allItems(table.tableName))
const eventsOf = async (userId: string, name: string) =>
  (await allItems(table.tableName)).filter(
    (item) => item.pk === `OUTBOX#${userId}` && (item.envelope as { name: string }).name === name,
  )

describe('ending an account', () => {
  it('leaves nobody to log in, refresh, read, change or reach, and frees the address', async () => {
    const { as, userId, email, password, refreshToken } = await aUser()

    expect((await send(deleteProfile, { as })).status).toBe(204)

    expect((await send(login, { body: { email, password } })).body.code).toBe('INVALID_CREDENTIALS')
    expect((await send(refresh, { body: { refreshToken } })).status).toBe(401)
    expect((await send(getProfile, { as })).status).toBe(401)
    expect((await send(updateProfile, { as, body: { name: 'Back again' } })).status).toBe(404)
    expect(await getContact({ userId })).toEqual({ contact: null })
    expect((await send(register, { body: aRegistration({ email }) })).status).toBe(201)
  })

  it('happens once for many at the same time, with one event', async () => {
    const { as, userId } = await aUser()
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(deleteProfile, { as })))
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204])
    expect(await eventsOf(userId, 'UserErasureRequested')).toHaveLength(1)
  })

  it('wants the version that If-Match names', async () => {
    const { as } = await aUser()
    expect((await send(deleteProfile, { as, headers: { 'if-match': '"9"' } })).status).toBe(412)
    expect((await send(getProfile, { as })).status).toBe(200)
  })
})

describe('erasing what is left of an account', () => {
  it('leaves no name, e-mail address, telephone number, address, session or kept answer', async () => {
    const { as, userId, name, email } = await aUser()
    await send(deleteProfile, { as })

    await erase(userId)

    const left = await text()
    expect([left.includes(name), left.includes(email), left.includes(`SESSIONS#${userId}`)]).toEqual([
      false,
      false,
      false,
    ])
    const rows = (await allItems(table.tableName)).filter(({ pk }) => pk === `USER#${userId}`)
    expect(rows).toEqual([
      expect.objectContaining({ sk: 'PROFILE', userId, erasedAt: expect.any(String), erasureId: expect.any(String) }),
    ])
    expect(JSON.stringify(rows)).not.toMatch(/registeredIn|resetsIn|argon2/)
  })

  it('may be repeated, and says once that it is done', async () => {
    const { as, userId } = await aUser()
    await send(deleteProfile, { as })

    await Promise.all([erase(userId), erase(userId)].map((run) => run.catch(() => undefined)))
    await erase(userId)

    expect(await eventsOf(userId, 'UserErased')).toHaveLength(1)
  })
})
