import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { defaultPassword } from '../../bin/demo-data/accounts.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import { stages } from '../../stacks/settings.ts'

let shop: ShopProcess
beforeAll(async () => {
  shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'], env: { RATE_LIMITS: 'prod' } })
}, 120_000)
afterAll(() => shop.stop())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(shop.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const tally = (answers: readonly Response[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, { length }]) => [status, length]))
const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

describe('With the limits of prod', () => {
  it('an address may try so many logins, whatever the accounts, and is told when to come again', async () => {
    const { requests } = stages.prod.rateLimits.login!
    const guess = (index: number) =>
      post('/api/users/login', { email: `guess-${index}@example.com`, password: 'Some-Password-1' })

    const answers = await times(requests + 5, guess)

    // A token may come back while they run.
    const { 401: wrong = 0, 429: refused = 0 } = tally(answers)
    expect(wrong + refused).toBe(requests + 5)
    expect(wrong).toBeGreaterThanOrEqual(requests - 1)
    expect(refused).toBeGreaterThan(0)
    const answer = answers.find(({ status }) => status === 429)!
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', requestId: expect.any(String) })
  })

  it('an address may register so many accounts in an hour', async () => {
    const { requests } = stages.prod.rateLimits.register!
    const weak = () => post('/api/users/register', { email: 'a@example.com', password: 'password', name: 'A' })

    expect(tally(await times(requests + 3, weak))).toEqual({ 400: requests, 429: 3 })
  })

  it('a customer may place so many orders in a minute, and nobody else is held up', async () => {
    const { requests } = stages.prod.rateLimits['place-order']!
    const order = (token: string) =>
      post(
        '/api/orders',
        { addressId: 'none', items: [{ sku: 'none', quantity: 1 }] },
        { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      )
    const [customer, staff] = await Promise.all([tokenOf('customer'), tokenOf('staff')])

    const started = performance.now()
    const answers = await times(requests + 8, () => order(customer))

    // On a busy machine tokens come back while they run: that many in a minute.
    const back = Math.ceil(((performance.now() - started) / 60_000) * requests)
    const { 429: refused = 0 } = tally(answers)
    expect(refused).toBeLessThanOrEqual(8)
    expect(refused).toBeGreaterThanOrEqual(Math.max(1, 8 - back))
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^[1-6]$/)
    expect((await order(staff)).status).not.toBe(429)
  })

  it('the gateway throttles an expensive route for all together, before anything is done', async () => {
    const { burst } = stages.prod.routeThrottles['POST /api/products/import']!

    const answers = await times(burst + 15, () => post('/api/products/import', {}))

    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(10)
    expect(await refused[0]!.json()).toEqual({ message: 'Too Many Requests' })
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(burst)
  })
})

/** Waits as long as the answer says: the guesses above came from the same address. */
async function tokenOf(who: string): Promise<string> {
  const account = {
    email: `${who}@tradewind.example`,
    password: process.env.TRADEWIND_PASSWORD ?? defaultPassword,
  }
  const answer = await post('/api/users/login', account)
  if (answer.status !== 429) return ((await answer.json()) as { accessToken: string }).accessToken
  await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000))
  return tokenOf(who)
}
