import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, type ApiAnswer, until } from '../../bin/lib/api.ts'
import { inParallel } from '../../bin/lib/in-parallel.ts'
import { anApi } from '../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  aProduct,
  type Customer,
  orderBody,
  pay,
  staffOf,
  stockOf,
  untilOrder,
} from '../support/shopper.ts'

/** All of it by `npm run races`; `npm test` has less time. */
const isWhole = process.env.RACES === 'all'
const ROUNDS = isWhole ? 50 : 10
const [ORDERS, USES] = isWhole ? [200, 50] : [60, 15]

let api: Api
let staff: Api
let buyers: [Customer, Customer]

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
  buyers = [await aCustomer(api), await aCustomer(api)]
})

/** Orders and pays; the order's final status, or 409. */
async function tryToBuy({ api: customer }: Customer, sku: string): Promise<string | number> {
  const answer = await customer.sendPatiently({
    method: 'POST',
    path: '/api/orders',
    body: orderBody([{ sku, quantity: 1 }]),
    headers: aKey(),
  })
  if (answer.status !== 201) return answer.status
  const { id } = answer.body.order
  await pay(customer, id).catch((error: { status?: number }) => {
    // The loser's order may be cancelled before its payment arrives.
    if (error.status !== 409) throw error
  })
  return (await untilOrder(customer, id, 'PAID', 'CANCELLED', 'PAYMENT_FAILED')).status
}

describe('Two parallel orders for the last unit', () => {
  it(`sell it to exactly one of them and leave the other no open order, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    const outcomes: string[] = []
    await inParallel(Array.from({ length: ROUNDS }), 4, async () => {
      const product = await aProduct(staff, { stock: 1 })

      const results = await Promise.all(buyers.map((buyer) => tryToBuy(buyer, product.sku)))

      const stock = await until(
        'nothing to be reserved',
        () => stockOf(api, product),
        ({ reserved }) => reserved === 0,
      )
      outcomes.push(`${results.filter((result) => result === 'PAID').length} sold, ${stock.onHand} left`)
    })
    expect(outcomes).toEqual(Array.from({ length: ROUNDS }, () => '1 sold, 0 left'))
  }, 120_000)
})

describe(`A coupon that may be used ${USES} times`, () => {
  it(`discounts exactly ${USES} of ${ORDERS} orders that come at the same time`, async () => {
    const code = `RACE-${randomUUID().slice(0, 8)}`
    await staff.post('/api/coupons', { body: { code, type: 'percentage', value: 10, maxUses: USES } })
    const { sku } = await aProduct(staff, { stock: 1000 })
    const customers = [...buyers, await aCustomer(api), await aCustomer(api)]
    const answers: ApiAnswer[] = []
    await inParallel(Array.from({ length: ORDERS }), ORDERS, async (_, n) => {
      answers.push(
        await customers[n % 4]!.api.send({
          method: 'POST',
          path: '/api/orders',
          body: { ...orderBody([{ sku, quantity: 1 }]), couponCode: code },
          headers: aKey(),
        }),
      )
    })

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(USES)
    const refused = answers.filter(({ status }) => status !== 201)
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['409 COUPON_EXHAUSTED']),
    )
    expect((await staff.get('/api/coupons/{code}', { params: { path: { code } } })).coupon.used).toBe(USES)
  }, 60_000)
})

describe('A product with a limit for each customer', () => {
  it('is not hoarded by orders that race, and what was cancelled can be ordered again', async () => {
    const product = await aProduct(staff, { stock: 20 })
    await staff.put('/api/products/{id}', { params: { path: { id: product.id } }, body: { maxPerCustomer: 3 } })
    const hoarder = await aCustomer(api)
    const order = () =>
      hoarder.api.send({
        method: 'POST',
        path: '/api/orders',
        body: orderBody([{ sku: product.sku, quantity: 2 }]),
        headers: aKey(),
      })

    const answers = await Promise.all(Array.from({ length: 8 }, order))
    const placed = answers.filter(({ status }) => status === 201)
    expect(placed).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 201)) {
      expect(body).toMatchObject({
        status: 409,
        code: 'PURCHASE_LIMIT',
        errors: [{ path: product.sku, message: 'at most 3 for each customer, you can order 1 more' }],
      })
    }

    const { id } = placed[0]!.body.order
    await hoarder.api.put('/api/orders/{id}/status', { params: { path: { id } }, body: { status: 'CANCELLED' } })
    expect((await order()).status).toBe(201)
    expect((await stockOf(api, product)).onHand).toBe(20)
  }, 60_000)
})
