/** One shopper: looks around, and one in three buys. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../sums/random.ts'
import type { LoadAnswer, LoadClient, LoadRequest } from './client.ts'
import type { Customer, Market } from './market.ts'
import type { Meter } from './meter.ts'

const BUYERS = 1 / 3
/** Milliseconds between two clicks. */
const THINK_MS = [100, 300] as const
/** Times that a refused request is sent again, each after the time that the answer asked for. */
const PATIENCE = { browsing: 1, buying: 3 }
/** Seconds to wait where a refusal does not say. */
const WAIT_SECONDS = 1
/** Between two looks at an order, and when it takes longer than usual: who asks too often delays what is waited for. */
const POLL_MS = { atFirst: 300, later: 1_500 }
const USUALLY_PAID_MS = 3_000
/** An order that is not paid by then is late. */
export const PAID_WITHIN_MS = 10_000

const shippingAddress = {
  recipient: 'Load',
  phone: '+1 202 555 0100',
  line1: '1 Load Street',
  city: 'Portsmouth',
  postalCode: '03801',
  country: 'US',
}

export interface Street {
  readonly client: LoadClient
  readonly market: Market
  readonly random: Random
  /** Counts what happens now. */
  readonly meter: () => Meter
}

export async function shop(street: Street): Promise<void> {
  const { random, market } = street
  street.meter().shoppers++
  if (!(await lookAround(street)) || random.next() > BUYERS) return
  const who = market.free.shift()
  if (!who) return
  street.meter().buyers++
  try {
    await buy(street, who)
  } catch {
    // A session that could not be renewed: the shopper leaves.
  } finally {
    market.free.push(who)
  }
}

async function lookAround(street: Street): Promise<boolean> {
  const { random, market } = street
  const pages = [
    () => `/api/products?category=lanterns-${random.between(0, 3)}&limit=20`,
    () => `/api/storefront/products/${random.pick(market.products).id}`,
    () => `/api/products/search?q=${random.pick(['lantern', 'garden%20lantern', 'lantren', 'evening'])}`,
    () => `/api/storefront/products/${random.pick(market.products).id}`,
  ]
  for (const page of pages) {
    const name = page()
      .split(/[?]/)[0]!
      .replace(/[0-9A-Z]{26}/, '{id}')
    if (!(await ask(street, name, { method: 'GET', path: page() }, PATIENCE.browsing))) return false
    await think(street)
  }
  return true
}

async function buy(street: Street, who: Customer): Promise<void> {
  const { random, market } = street
  const token = await who.token()
  const { sku } = random.pick(market.products)
  const click = async (what: string, request: Omit<LoadRequest, 'token'>) =>
    ask(street, what, { token, ...request }, PATIENCE.buying)

  if (!(await click('cart', { method: 'PUT', path: `/api/cart/items/${sku}`, body: { quantity: 1 } }))) return
  await think(street)
  if (!(await click('cart', { method: 'GET', path: '/api/cart' }))) return
  await think(street)
  const orderedAt = performance.now()
  const placed = await click('order', {
    method: 'POST',
    path: '/api/orders',
    body: { shippingAddress },
    idempotencyKey: randomUUID(),
  })
  if (!placed) return
  const { id } = placed.body.order
  const payment = { orderId: id, method: { type: 'card', token: 'tok_visa' } }
  if (!(await click('pay', { method: 'POST', path: '/api/payments', body: payment, idempotencyKey: randomUUID() }))) {
    return street.meter().paid(undefined)
  }
  street.meter().paid(await untilPaid(street, { method: 'GET', path: `/api/orders/${id}`, token }, orderedAt))
}

/** Milliseconds since the order; undefined when it took too long. */
async function untilPaid(street: Street, request: LoadRequest, orderedAt: number): Promise<number | undefined> {
  for (let ms = 0; ; ) {
    await delay(ms < USUALLY_PAID_MS ? POLL_MS.atFirst : POLL_MS.later)
    const answer = await ask(street, 'poll', request, 0)
    ms = performance.now() - orderedAt
    if (answer?.body.order.status === 'PAID') return ms
    if (ms > PAID_WITHIN_MS) return undefined
  }
}

/** The answer hoped for; undefined when the shopper gives up. */
async function ask(
  street: Street,
  what: string,
  request: LoadRequest,
  patience: number,
): Promise<LoadAnswer | undefined> {
  for (let attempt = 0; ; attempt++) {
    const answer = await street.client.send(request)
    if (street.meter().count(what, answer)) return answer
    const refused = answer.status === 429 || answer.status === 503
    if (!refused || attempt >= patience) return undefined
    // Spread, so that those who were refused together do not come back together.
    await delay((answer.retryAfter ?? WAIT_SECONDS) * 1000 * (1 + street.random.next()))
  }
}

const think = ({ random }: Street) => delay(random.between(...THINK_MS))
