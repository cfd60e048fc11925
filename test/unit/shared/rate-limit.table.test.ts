import type { UpdateCommandOutput } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { endpoint } from '../../../functions/shared/http/endpoint.ts'
import { sourceOf } from '../../../functions/shared/http/rate-limit/address.ts'
import { readRateLimit, secondsToWait } from '../../../functions/shared/http/rate-limit/bucket.ts'
import { takeToken } from '../../../functions/shared/http/rate-limit/take-token.ts'
import { defineRoute } from '../../../functions/shared/http/route.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { allItems, startTable } from '../../support/dynamodb.ts'
import { aCustomer, anHttpEvent, send } from '../../support/http-event.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(async () => {
  dynamodb.destroy()
  await table.stop()
})

const tenAMinute = { requests: 10, seconds: 60 }
const now = Date.parse('2026-11-05T12:00:00Z')
const take = (bucket: string, at: number, limit = tenAMinute) => takeToken(bucket, limit, at)
const takeMany = (bucket: string, count: number, at: number) =>
  Promise.all(Array.from({ length: count }, () => take(bucket, at)))
const taken = (waits: readonly number[]) => waits.filter((wait) => wait === 0).length

describe('A token bucket', () => {
  it('gives exactly its size to a hundred who ask at once, and tells the others how long to wait', async () => {
    const waits = await takeMany('hundred', 100, now)

    expect(taken(waits)).toBe(10)
    expect(new Set(waits)).toEqual(new Set([0, 6]))
  })

  it('gives to a hundred at once exactly what came back since it was empty', async () => {
    await takeMany('refilled', 10, now)

    const waits = await takeMany('refilled', 100, now + 25_000)

    expect(taken(waits)).toBe(4)
  })

  it('never holds more than its size, however long nobody came', async () => {
    await take('idle', now)

    const waits = await takeMany('idle', 100, now + 24 * 3600_000)

    expect(taken(waits)).toBe(10)
  })

  it('counts what other execution environments took', async () => {
    const other = 'RATE#seen-by-others'
    await takeMany(other, 10, now)
    const { takeToken: inAnotherEnvironment } = await freshEnvironment()

    expect(await inAnotherEnvironment(other, tenAMinute, now)).toBe(6)
    expect(await inAnotherEnvironment(other, tenAMinute, now + 6_000)).toBe(0)
    // This one still believes that the token is there.
    expect(await take(other, now + 6_000)).toBe(6)
  })

  it('costs one write a request, and none once it is known to be empty', async () => {
    const calls = countCalls()
    await take('cost', now)
    const first = calls.taken()
    await takeMany('cost', 9, now)
    const nine = calls.taken()
    await takeMany('cost', 50, now)
    const refused = calls.taken()
    calls.stop()

    expect([first, nine, refused]).toEqual([1, 9, 0])
  })

  it('is known to be empty in whatever order the answers of those who took from it come back', async () => {
    await take('overtaken', now)
    const answers = holdAnswers(9)
    const taking = takeMany('overtaken', 9, now)
    await answers.releaseTheLatestFirst()
    expect(taken(await taking)).toBe(9)
    const calls = countCalls()

    await takeMany('overtaken', 50, now)

    expect(calls.taken()).toBe(0)
    calls.stop()
  })

  it('leaves the table when it is full again', async () => {
    await take('RATE#gone', now)

    const item = (await allItems(table.tableName)).find(({ pk }) => pk === 'RATE#gone')

    expect(item?.expiresAt).toBe(now / 1000 + 60 + 60)
  })
})

describe('The wait for a token', () => {
  it.each([
    [0, 0],
    [54_000, 0],
    [54_001, 1],
    [60_000, 6],
  ])('of a bucket that is full in %i ms is %i s', (ms, seconds) => {
    expect(secondsToWait(now + ms, tenAMinute, now)).toBe(seconds)
  })

  it.each(['', '10', '0/60', '10/0', '10/60s', '-1/60'])('is not made of a setting like "%s"', (text) => {
    expect(() => readRateLimit(text)).toThrow(/"requests\/seconds"/)
  })
})

describe('A route with a rate limit', () => {
  const limited = (by: 'caller' | 'address') =>
    endpoint(
      defineRoute({
        name: `limited-${newId()}`,
        method: 'POST',
        path: '/limited',
        summary: 'Limited',
        access: 'optional',
        ownership: 'shop',
        responses: { 204: null },
        rateLimit: { by },
        table: 'none',
      }),
      async () => undefined,
    )
  beforeEach(() => {
    process.env.RATE_LIMIT = '2/60'
  })
  afterEach(() => {
    delete process.env.RATE_LIMIT
  })
  const statuses = async (handler: unknown, ...requests: Parameters<typeof send>[1][]) => {
    const answers = []
    for (const request of requests) answers.push((await send(handler, { method: 'POST', ...request })).status)
    return answers
  }

  it('answers 429 with a problem and the seconds to wait', async () => {
    const handler = limited('caller')
    await statuses(handler, {}, {})

    const refused = await send(handler, { method: 'POST' })

    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: expect.stringContaining('Wait 30 seconds'),
    })
    expect(refused.headers).toMatchObject({
      'retry-after': '30',
      'content-type': expect.stringContaining('problem+json'),
    })
  })

  it('counts users, service keys and addresses each for themselves', async () => {
    const handler = limited('caller')
    const ada = { as: aCustomer('ada') }
    const key = { as: { kind: 'service', id: 'key', scopes: '' } as const }

    expect(await statuses(handler, ada, ada, ada)).toEqual([204, 204, 429])
    expect(await statuses(handler, key, {}, { as: aCustomer('bob') })).toEqual([204, 204, 204])
  })

  it('by address counts everybody behind it as one', async () => {
    const handler = limited('address')

    expect(await statuses(handler, { as: aCustomer('ada') }, {}, { as: aCustomer('bob') })).toEqual([204, 204, 429])
  })

  it('believes the gateway about the address, not the client', async () => {
    const handler = limited('address')
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address, forwarded: `for=${address}` } })

    expect(await statuses(handler, from('192.0.2.1'), from('192.0.2.2'), from('192.0.2.3'))).toEqual([204, 204, 429])
  })

  it('takes no token for a request that is not valid', async () => {
    const handler = limited('caller')
    const wrong = { query: { unknown: 'x' } }

    expect(await statuses(handler, wrong, wrong, wrong, {}, {}, {})).toEqual([400, 400, 400, 204, 204, 429])
  })

  it('goes on when its bucket cannot be reached', async () => {
    const handler = limited('caller')
    const name = process.env.TABLE_NAME
    process.env.TABLE_NAME = 'no-such-table'

    const answers = await statuses(handler, {}, {}, {})

    process.env.TABLE_NAME = name
    expect(answers).toEqual([204, 204, 204])
  })

  it('keeps no address and no id in the table', async () => {
    const handler = limited('caller')
    await statuses(handler, {}, { as: aCustomer('somebody-who-may-be-erased') })

    const text = JSON.stringify(await allItems(table.tableName))

    expect(text).toContain('RATE#')
    expect(text).not.toMatch(/somebody-who|127\.0\.0\.1/)
    expect(anHttpEvent({}).requestContext.http.sourceIp).toBe('127.0.0.1')
  })
})

describe('Who an address stands for', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, source) => {
    expect(sourceOf(address)).toBe(source)
  })
})

/** What another execution environment of the function has loaded: nothing seen so far. */
const freshEnvironment = (): Promise<{ takeToken: typeof takeToken }> =>
  import(`../../../functions/shared/http/rate-limit/take-token.ts?${newId()}`)

function countCalls() {
  let count = 0
  const name = `count-${newId()}`
  dynamodb.middlewareStack.add(
    (next) => (args) => {
      count++
      return next(args)
    },
    { step: 'finalizeRequest', name },
  )
  return {
    taken() {
      const taken = count
      count = 0
      return taken
    },
    stop: () => dynamodb.middlewareStack.remove(name),
  }
}

/** Keeps so many answers of the table back until all are there. */
function holdAnswers(count: number) {
  const held: { fullAt: number; release: () => void }[] = []
  const all = Promise.withResolvers<void>()
  const name = `hold-${newId()}`
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args)
      const { Attributes } = answer.output as UpdateCommandOutput
      await new Promise<void>((release) => {
        held.push({ fullAt: Number(Attributes?.fullAt), release })
        if (held.length === count) all.resolve()
      })
      return answer
    },
    { step: 'finalizeRequest', name },
  )
  return {
    async releaseTheLatestFirst() {
      await all.promise
      dynamodb.middlewareStack.remove(name)
      for (const { release } of held.sort((a, b) => b.fullAt - a.fullAt)) {
        release()
        await new Promise(setImmediate)
      }
    },
  }
}
