import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import { aCustomer, aProduct, endedExecution, loggedIn, pay, placeOrder, staffOf, stockOf } from '../support/shopper.ts'

let folder: string
let shop: ShopProcess

const start = () => startShopProcess({ args: ['--seed', 'accounts'], env: { TRADEWIND_DATA: folder } })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-crash-'))
  shop = await start()
}, 60_000)

afterAll(async () => {
  await shop?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('`kill -9` in the middle of running purchases', () => {
  it('loses none: after the next start each reaches an end by itself, charged once or not at all, and stock adds up', async () => {
    const before = new Api(shop.url)
    const product = await aProduct(await staffOf(before), { stock: 20 })
    const customer = await aCustomer(before)
    const orders: string[] = []
    // Five purchases, each killed at another point: the first ones are further along.
    for (let n = 0; n < 5; n++) {
      const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 2 }])
      orders.push(order.id)
      await pay(customer.api, order.id, n % 2 === 0 ? 'tok_visa' : 'tok_slow')
    }

    await shop.kill()
    shop = await start()

    const api = new Api(shop.url)
    const again = await loggedIn(api, customer.email)
    const ends: string[] = []
    for (const id of orders) {
      const { order } = await until(
        `order ${id} to reach an end`,
        () => again.call('GET', `/api/orders/${id}`),
        ({ order: { status } }) => ['PAID', 'CANCELLED', 'PAYMENT_FAILED'].includes(status),
        { seconds: 60 },
      )
      ends.push(order.status)
      await endedExecution(api, id)
    }
    const paid = ends.filter((status) => status === 'PAID').length
    const stock = await until(
      'nothing to be reserved',
      () => stockOf(api, product),
      ({ reserved }) => reserved === 0,
    )
    expect(stock).toMatchObject({ onHand: 20 - 2 * paid, available: 20 - 2 * paid })
    const { items } = await again.call('GET', '/api/orders')
    for (const { id, status, total } of items) {
      const { order } = await again.call('GET', `/api/orders/${id}`)
      if (status === 'PAID') expect(order.payment).toMatchObject({ status: 'CAPTURED', amount: total })
    }
    expect(paid).toBe(5)
  }, 180_000)
})
