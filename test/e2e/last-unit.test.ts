import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../bin/lib/api.ts'
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

const ROUNDS = 50

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

describe('Two lines of one order that share a sku', () => {
  it('count together against the stock', async () => {
    const product = await aProduct(staff, { stock: 3 })
    const lines = [
      { sku: product.sku, quantity: 2 },
      { sku: product.sku, quantity: 2 },
    ]

    const answer = await buyers[0].api.send({
      method: 'POST',
      path: '/api/orders',
      body: orderBody(lines),
      headers: aKey(),
    })

    expect(answer).toMatchObject({ status: 409, body: { code: 'OUT_OF_STOCK' } })
    expect(await stockOf(api, product)).toMatchObject({ onHand: 3, reserved: 0 })
  })
})
