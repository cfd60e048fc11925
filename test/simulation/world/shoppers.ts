/** What people do in a seed: buy, pay or not, twice, late, cancel, give back. */
import type { HttpResponse } from '../cloud/gateway.ts'
import { ask } from './client.ts'
import { type Genesis, products, staff } from './genesis.ts'
import type { World } from './world.ts'

const MINUTE = 60_000

const cards = {
  tok_visa: 6,
  tok_declined: 1,
  tok_3ds: 1.5,
  tok_slow: 1,
  tok_duplicate: 1,
  tok_disorder: 1,
  tok_timeout: 1,
  tok_lost: 1.5,
} as const

const address = {
  recipient: 'Ada Example',
  line1: '1 Main Street',
  city: 'Springfield',
  postalCode: '12345',
  country: 'US',
  region: 'IL',
  phone: '+12025550123',
}

/** Plans all purchases of a seed. */
export function openShop(world: World, { customers }: Genesis): void {
  const { chance } = world
  // Now and then everybody wants the same at the same moment.
  const rush = chance.chance(0.3)
  const hot = rush ? chance.pick(products.slice(0, 2)).sku : undefined
  const count = rush ? chance.integer(2, 3) : chance.weighted({ 1: 3, 2: 2, 3: 1 })
  for (let n = 0; n < Number(count); n++) {
    const customer = { id: chance.pick(customers), role: 'customer' } as const
    world.after(rush ? chance.between(0, 50) : chance.between(0, 30_000), () =>
      new Purchase(world, customer, n, hot).place(),
    )
  }
}

class Purchase {
  readonly #world: World
  readonly #customer: { readonly id: string; readonly role: 'customer' }
  readonly #name: string
  readonly #hot: string | undefined

  constructor(world: World, customer: { id: string; role: 'customer' }, n: number, hot: string | undefined) {
    this.#world = world
    this.#customer = customer
    this.#name = `purchase-${n}`
    this.#hot = hot
  }

  place(): void {
    const { chance } = this.#world
    const skus = new Set([
      this.#hot ?? chance.pick(products).sku,
      ...(chance.chance(0.3) ? [chance.pick(products).sku] : []),
    ])
    const items = [...skus].map((sku) => ({ sku, quantity: chance.integer(1, this.#hot ? 1 : 2) }))
    const request = {
      method: 'POST',
      path: '/api/orders',
      caller: this.#customer,
      idempotencyKey: this.#name,
      body: { items, shippingAddress: address, note: this.#name },
    }
    let began = false
    const placed = (answer: HttpResponse | undefined) => {
      if (answer?.status !== 201 || began) return
      began = true
      this.#goOn((JSON.parse(answer.body) as { order: { id: string } }).order.id)
    }
    ask(this.#world, request, placed)
    // Impatient people press the button again.
    if (chance.chance(0.2)) this.#world.after(chance.between(0, 2_000), () => ask(this.#world, request, placed))
  }

  #goOn(orderId: string): void {
    const { chance } = this.#world
    const when = chance.weighted({ soon: 15, later: 2, late: 2, never: 1 })
    const wait = {
      soon: [0, 20_000],
      later: [MINUTE, 14 * MINUTE],
      late: [14.5 * MINUTE, 25 * MINUTE],
      never: undefined,
    }[when]
    if (wait) this.#world.after(chance.between(wait[0]!, wait[1]!), () => this.#pay(orderId))
    if (chance.chance(0.12))
      this.#cancel(orderId, this.#customer, chance.between(0, chance.pick([2_000, 30_000, 20 * MINUTE])))
    if (chance.chance(0.05)) this.#cancel(orderId, staff, chance.between(0, chance.pick([30_000, 20 * MINUTE])))
    if (chance.chance(0.08)) this.#world.after(chance.between(60_000, 5 * MINUTE), () => this.#giveBack(orderId))
  }

  #pay(orderId: string): void {
    const { chance } = this.#world
    const token = chance.weighted(cards)
    const request = (key: string) => ({
      method: 'POST',
      path: '/api/payments',
      caller: this.#customer,
      idempotencyKey: `${this.#name}-${key}`,
      body: { orderId, method: { type: 'card', token } },
    })
    const paid = (answer: HttpResponse | undefined) => this.#paid(answer)
    ask(this.#world, request('pay'), paid)
    if (chance.chance(0.2)) this.#world.after(chance.between(0, 3_000), () => ask(this.#world, request('pay'), paid))
    // Second thoughts: the money is on its way when the order ends.
    if (chance.chance(0.1)) this.#cancel(orderId, this.#customer, chance.between(0, chance.pick([200, 3_000])))
    // In two windows of the browser.
    if (chance.chance(0.1)) this.#world.after(chance.between(0, 3_000), () => ask(this.#world, request('again'), paid))
  }

  #paid(answer: HttpResponse | undefined): void {
    if (answer?.status !== 201) return
    const { payment } = JSON.parse(answer.body) as { payment: { id: string; clientAction?: { url: string } } }
    const { chance } = this.#world
    const url = payment.clientAction?.url
    if (url && chance.chance(0.9)) {
      const body = { outcome: chance.chance(0.8) ? 'approve' : 'decline' }
      const confirm = () => ask(this.#world, { api: 'simulators', method: 'POST', path: new URL(url).pathname, body })
      this.#world.after(chance.between(1_000, chance.pick([30_000, 20 * MINUTE])), confirm)
    }
    if (chance.chance(0.08)) this.#refund(payment.id, chance.between(1_000, 5 * MINUTE))
  }

  #cancel(orderId: string, caller: { id: string; role: 'customer' | 'staff' }, ms: number): void {
    const request = { method: 'PUT', path: `/api/orders/${orderId}/status`, caller, body: { status: 'CANCELLED' } }
    this.#world.after(ms, () => ask(this.#world, request))
  }

  #refund(paymentId: string, ms: number): void {
    const { chance } = this.#world
    const amount = chance.chance(0.5) ? { amount: { amount: chance.integer(1, 1_000), currency: 'USD' } } : {}
    const request = {
      method: 'POST',
      path: '/api/payments/refund',
      caller: staff,
      idempotencyKey: `${this.#name}-refund`,
      body: { paymentId, reason: 'goodwill', ...amount },
    }
    this.#world.after(ms, () => ask(this.#world, request))
  }

  #giveBack(orderId: string): void {
    const order = this.#world.database.table('orders').get({ pk: `ORDER#${orderId}`, sk: 'ORDER' })
    const line = (order?.lines as { sku: string; quantity: number }[] | undefined)?.[0]
    if (!line) return
    ask(this.#world, {
      method: 'POST',
      path: `/api/orders/${orderId}/returns`,
      caller: this.#customer,
      idempotencyKey: `${this.#name}-return`,
      body: { lines: [{ sku: line.sku, quantity: 1 }], reason: 'too small' },
    })
  }
}
