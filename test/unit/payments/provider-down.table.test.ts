import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { closeAndReturn } from '../../../functions/payments/return-money.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { changeBreaker } from '../../../functions/shared/resilience/breaker/store.ts'
import { allItems } from '../../support/dynamodb.ts'
import { someDeps } from './builders.ts'
import { startWorld, type World } from './world.ts'

let world: World
let orderId: string
beforeAll(async () => {
  process.env.SERVICE_NAME = 'payments'
  world = await startWorld()
})
afterAll(() => world.stop())
beforeEach(() => {
  orderId = newId()
  world.setOrder(orderId)
  Object.assign(world.provider, { next: 'captured', onCharge: undefined })
})

/** Its time is over: the next call is the probe. */
const endPause = () =>
  changeBreaker('payment-provider', Date.now(), (state) => state && { ...state, openUntil: Date.now() - 1 })

async function openBreaker() {
  world.provider.next = 503
  const paid = []
  for (let n = 0; n < 5; n++) {
    const id = newId()
    world.setOrder(id)
    paid.push(await world.pay(id))
  }
  world.setOrder(orderId)
  return paid
}

describe('While the payment provider is down', () => {
  it('a payment stays PENDING at first, then is refused before anything is written, until the provider is well', async () => {
    const first = await openBreaker()
    const refused = await world.pay(orderId)
    const written = (await allItems(process.env.TABLE_NAME!)).filter((item) => JSON.stringify(item).includes(orderId))
    world.provider.next = 'captured'
    const stillRefused = await world.pay(orderId)
    await endPause()
    // Seen by this environment after two seconds at the latest.
    const probe = await untilPaid()

    expect(first.map(({ status, body }) => [status, body.payment?.status])).toEqual(Array(5).fill([201, 'PENDING']))
    expect(refused).toMatchObject({ status: 503, body: { code: 'PROVIDER_UNAVAILABLE' } })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(10)
    expect(written).toEqual([])
    expect(stillRefused.status).toBe(503)
    expect(probe.body.payment.status).toBe('CAPTURED')
    expect(
      [...world.provider.charges.values()].filter(({ reference }) => reference === probe.body.payment.id),
    ).toHaveLength(1)
  })

  it('the saga is told by name that money cannot be given back yet', async () => {
    world.provider.next = 'pending'
    const { body } = await world.pay(orderId)
    expect(body.payment.status).toBe('PENDING')
    await world.provider.stop()

    await expect(closeAndReturn(orderId, 'PaymentTimeout', someDeps())).rejects.toMatchObject({
      name: 'ProviderUnavailable',
    })
  })
})

async function untilPaid() {
  for (;;) {
    const answer = await world.pay(orderId)
    if (answer.status !== 503) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
