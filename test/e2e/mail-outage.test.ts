/** Mail is dead for a while, in a shop of its own: its breaker and its faults are everybody's. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import { Conformance, conforming } from '../support/conformance.ts'
import { switchOn } from '../support/faults.ts'
import { aCustomer, aProduct, mailsTo, pay, placeOrder, staffOf } from '../support/shopper.ts'
import { timerFires } from '../support/timers.ts'

let shop: ShopProcess
let api: Api

beforeAll(async () => {
  shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
  api = new Api(shop.url, {}, conforming(new Conformance()))
}, 60_000)

afterAll(() => shop?.stop())

const ORDERS = 6

/** The mail breaker as operators see it: 1 open, 0 closed, undefined while it never opened. */
const breaker = async () => {
  const { items } = await api.call('GET', '/_local/api/metrics')
  return items.find(
    (metric: { name: string; dimensions: Record<string, string> }) =>
      metric.name === 'BreakerOpen' && metric.dimensions.dependency === 'mail',
  )?.value
}

const confirmations = async (email: string) =>
  (await mailsTo(api, email)).filter(({ channel, subject }) => channel === 'email' && subject.endsWith('is confirmed'))

/** What its timer does once a minute. */
const queueDeferred = () => timerFires(shop.endpoint, 'notifications-schedules-queue-deferred')

const deadLetters = async () =>
  (await api.call('GET', '/_local/api/queues')).items.filter(
    (queue: { isDeadLetterQueue: boolean; visible: number }) => queue.isDeadLetterQueue && queue.visible > 0,
  )

describe('While mail is dead', () => {
  it('orders are paid, their mails wait behind an open breaker, and each is sent once when mail is back', async () => {
    const staff = await staffOf(api)
    const customer = await aCustomer(api)
    const product = await aProduct(staff, { stock: 100 })
    const heal = await switchOn(api, { kind: 'throttle', service: 'ses' })

    const orders = await Promise.all(
      Array.from({ length: ORDERS }, () => placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])),
    )
    await Promise.all(orders.map(({ id }) => pay(customer.api, id)))
    // Six checkouts of cold functions and their mails come before it.
    await until('the breaker to open', breaker, (value) => value === 1, { seconds: 90 })
    const paid = await until(
      'every order to be paid',
      async () => (await customer.api.get('/api/orders', {})).items,
      (items) => items.every(({ status }) => ['PAID', 'SHIPPED', 'DELIVERED'].includes(status)),
    )
    const whileDead = await confirmations(customer.email)
    await heal()
    const sent = await until(
      'every mail to be sent',
      async () => {
        await queueDeferred()
        return confirmations(customer.email)
      },
      (mails) => mails.length >= ORDERS,
      { seconds: 90, everyMs: 1000 },
    )

    expect(paid).toHaveLength(ORDERS)
    expect(whileDead).toEqual([])
    expect(new Set(sent.map(({ subject }) => subject)).size).toBe(ORDERS)
    expect(sent).toHaveLength(ORDERS)
    expect(await until('the breaker to close', breaker, (value) => value === 0)).toBe(0)
    expect(await deadLetters()).toEqual([])
  }, 180_000)
})
