import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api } from '../../bin/lib/api.ts'
import { runFlash } from '../../bin/lib/flash/run-flash.ts'
import { anApi, sharedShop } from '../support/shared-shop.ts'
import { aCustomer, aKey, aProduct, orderBody, staffOf, stockOf } from '../support/shopper.ts'

let api: Api
let staff: Api

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

describe('npm run bench:flash', () => {
  it('sells 10 units, each once, to the first of 150 buyers who come whether or not the shop keeps up', async () => {
    const report = await runFlash(
      { api, endpoint: sharedShop().endpoint },
      { buyers: 150, units: 10, skus: 2, rate: 12, duplicates: 0.2, declined: 0, spread: 4, warmUp: 0, seed: 7 },
    )

    // How soon losers are told is measured by the command, in a machine that does nothing else.
    expect(report.broken.filter((promise) => !promise.startsWith('losers were told'))).toEqual([])
    expect(report.endings).toMatchObject({ paid: 10, broken: 0 })
    expect(report.endings['sold out'] + report.endings['lost the race']).toBeGreaterThanOrEqual(130)
    expect(report.samples).toBeGreaterThan(0)
  }, 240_000)
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
