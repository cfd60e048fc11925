import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { decodeCursor, encodeCursor } from '../../../functions/shared/cursor.ts'
import { type Secret, startSecret } from '../../support/secrets.ts'

let secret: Secret
beforeAll(async () => {
  secret = await startSecret()
})
afterEach(() => {
  jest.restoreAllMocks()
})
afterAll(() => secret.stop())

const start = { pk: 'ORDER#1', sk: 'ORDER' }
const bound = ['user-1', 'list-orders', 'PAID']
const refused = { code: 'INVALID_CURSOR', status: 400 }
const later = (seconds: number) => {
  const now = Date.now()
  jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000)
}

describe('A cursor', () => {
  it('leads back to where it was made', async () => {
    expect(await decodeCursor(await encodeCursor(start, bound), bound)).toEqual(start)
    expect(await decodeCursor(undefined, bound)).toBeUndefined()
  })

  it('is refused in the hands of another caller, in another list, and under another filter', async () => {
    const cursor = await encodeCursor(start, bound)
    for (const other of [['user-2', 'list-orders', 'PAID'], ['user-1', 'list-orders', undefined], []]) {
      await expect(decodeCursor(cursor, other)).rejects.toMatchObject(refused)
    }
  })

  it('is refused when anything in it was changed, and when it was made up', async () => {
    const [payload, signature] = (await encodeCursor(start, bound)).split('.') as [string, string]
    const elsewhere = Buffer.from(JSON.stringify({ pk: 'ORDER#2', sk: 'ORDER' })).toString('base64url')
    const forged = [
      `${elsewhere}.${signature}`,
      `${payload}.${signature.slice(1)}A`,
      `${payload}.${'A'.repeat(43)}`,
      `${payload}.`,
      payload,
      `.${signature}`,
      '',
      '💥',
    ]
    for (const cursor of forged) await expect(decodeCursor(cursor, bound)).rejects.toMatchObject(refused)
  })

  it('survives one rotation of the key, also where the rotation is not known yet, and no second one', async () => {
    const old = await encodeCursor(start, bound)
    secret.rotate('second-key')
    later(3600)
    const fresh = await encodeCursor(start, bound)
    expect(fresh).not.toBe(old)
    expect(await decodeCursor(old, bound)).toEqual(start)
    secret.rotate('third-key')
    expect(await decodeCursor(fresh, bound)).toEqual(start)
    later(3600)
    await expect(decodeCursor(old, bound)).rejects.toMatchObject(refused)
    expect(await decodeCursor(fresh, bound)).toEqual(start)
  })
})
