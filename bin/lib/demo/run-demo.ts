import { randomUUID } from 'node:crypto'
import { type ListedProduct, ProblemError } from '../../../client/index.ts'
import { defaultPassword } from '../../demo-data/accounts.ts'
import { type Api, until } from '../api.ts'
import type { Storyteller } from './storyteller.ts'

interface Visit {
  readonly api: Api
  readonly customer: Api
  readonly email: string
  readonly story: Storyteller
}

/** The purchase that ends well, then the one whose card is declined. */
export async function runDemo(api: Api, story: Storyteller): Promise<void> {
  const visit = await arrive(api, story)
  await buyWell(visit)
  await beDeclined(visit)
}

async function arrive(api: Api, story: Storyteller): Promise<Visit> {
  const email = `demo-${randomUUID().slice(0, 8)}@customer.example`
  const password = `Demo-${randomUUID()}`
  story.chapter('1 · Register and log in')
  await api.post('/api/users/register', {
    body: { email, password, name: 'Robin Demo', phone: '+1 202 555 0143' },
  })
  const { accessToken } = await api.post('/api/users/login', { body: { email, password } })
  return { api, customer: api.as(accessToken), email, story }
}

async function buyWell({ api, customer, email, story }: Visit): Promise<void> {
  story.chapter('2 · Browse')
  await api.get('/api/products/categories')
  const { product, stock: before } = await pickProduct(api, 'newest', 2)

  story.chapter('3 · Cart, order, payment')
  await customer.put('/api/cart/items/{sku}', { params: { path: { sku: product.sku } }, body: { quantity: 2 } })
  const { address } = await customer.post('/api/users/addresses', { body: home })
  const { order } = await customer.post('/api/orders', { params: { header: key() }, body: { addressId: address.id } })
  const { payment } = await customer.post('/api/payments', {
    params: { header: key() },
    body: { orderId: order.id, method: card('tok_visa') },
  })
  const paid = await untilStatus(customer, order.id, ['PAID', 'SHIPPED', 'DELIVERED'])
  story.check(`order ${order.number} is paid`, paid.status !== 'CANCELLED')
  const { payment: settled } = await customer.get('/api/payments/{id}', { params: { path: { id: payment.id } } })
  story.check(
    'one payment, captured, of exactly the order’s total',
    settled.status === 'CAPTURED' && settled.amount.amount === order.total.amount,
  )
  // A quick carrier has others sent before this one is looked for.
  const confirmation = await mails(api, email, 1, confirming)
  story.check(`one confirmation mail: “${confirmation[0]?.subject}”`, confirmation.length === 1)

  story.chapter('4 · Shipped and delivered')
  await deliver(api, order.id, story)
  const delivered = await untilStatus(customer, order.id, ['DELIVERED'])
  story.say(`history: ${delivered.history.map((entry) => entry.status).join(' → ')}`)
  const statuses: string[] = delivered.history.map((entry) => entry.status)
  story.check(
    'its history is complete',
    ['PENDING', 'AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED'].every((status) => statuses.includes(status)),
  )

  story.chapter('5 · What it left behind')
  const after = await stockOf(api, product.id)
  story.say(
    `stock of ${product.sku}: on hand ${before.onHand} → ${after.onHand}, reserved ${before.reserved} → ${after.reserved}`,
  )
  story.check(
    'on hand went down by 2, nothing stays reserved',
    after.onHand === before.onHand - 2 && after.reserved === before.reserved,
  )
  const timeline = await until(
    'the timeline to tell of the delivery',
    () => customer.get('/api/orders/{id}/timeline', { params: { path: { id: order.id } } }),
    ({ items: events }) => events.some((event) => event.name === 'OrderDelivered'),
  )
  for (const event of timeline.items) story.say(`${event.at}  ${event.name}`)
  for (const mail of await mails(api, email, 2)) story.say(`mail: ${mail.subject}`)
}

async function beDeclined({ api, customer, email, story }: Visit): Promise<void> {
  story.chapter('6 · A declined card')
  const { product, stock: before } = await pickProduct(api, '-price', 1)
  const promisedBefore = (await mails(api, email, 0, confirming)).length
  const body = { shippingAddress: homeAddress, items: [{ sku: product.sku, quantity: 1 }] }
  const { order } = await customer.post('/api/orders', { params: { header: key() }, body })
  await customer.post('/api/payments', {
    params: { header: key() },
    body: { orderId: order.id, method: card('tok_declined') },
  })
  const closed = await untilStatus(customer, order.id, ['PAYMENT_FAILED', 'CANCELLED', 'PAID'])
  story.check(`order ${order.number} is ${closed.status}`, closed.status !== 'PAID')
  const after = await until(
    'the stock to be given back',
    () => stockOf(api, product.id),
    (stock) => stock.reserved === before.reserved,
  )
  story.check('stock is exactly as before', after.onHand === before.onHand && after.available === before.available)
  const promises = await mails(api, email, 0, confirming)
  story.check('no mail promises anything', promises.length === promisedBefore)
}

const isPlenty = ({ availability }: ListedProduct) => availability === 'in_stock'

/** The first listed product without options that has enough on the shelf. */
async function pickProduct(api: Api, sort: 'newest' | '-price', quantity: number) {
  const { items } = await api.get('/api/products', { params: { query: { inStock: 'true', limit: 100, sort } } })
  const simple = items.filter((item) => !item.variants?.length)
  // Plenty first: what is low may be gone before the demo comes to it.
  for (const product of [...simple.filter(isPlenty), ...simple.filter((item) => !isPlenty(item))]) {
    const stock = await stockOf(api, product.id)
    if (stock.available >= quantity) return { product, stock }
  }
  throw new Error(`No listed product has ${quantity} in stock: run "npm run seed" or start with fresh data`)
}

/** A simulated carrier delivers by itself; without one, staff do. */
async function deliver(api: Api, orderId: string, story: Storyteller): Promise<void> {
  const login = { email: 'staff@tradewind.example', password: process.env.TRADEWIND_PASSWORD ?? defaultPassword }
  const staff = api.as((await api.post('/api/users/login', { body: login })).accessToken)
  const { order } = await until(
    'the shipment to be requested',
    () => staff.get('/api/orders/{id}', orderOf(orderId)),
    (answer) => answer.order.shipment !== undefined,
  )
  const byCarrier = () => story.say('The simulated carrier takes it from here, by signed callbacks.')
  if (order.shipment?.carrier === 'simulator') return byCarrier()
  for (const status of ['SHIPPED', 'DELIVERED'] as const) {
    try {
      await staff.put('/api/orders/{id}/status', { ...orderOf(orderId), body: { status } })
    } catch (error) {
      // A shipment names its carrier only when it is on its way: the carrier was faster than staff.
      if (error instanceof ProblemError && error.code === 'ILLEGAL_TRANSITION') return byCarrier()
      throw error
    }
  }
}

async function untilStatus(customer: Api, orderId: string, statuses: readonly string[]) {
  const { order } = await until(
    `order ${orderId} to be ${statuses.join(' or ')}`,
    () => customer.get('/api/orders/{id}', orderOf(orderId)),
    (answer) => [...statuses, 'NEEDS_ATTENTION'].includes(answer.order.status),
  )
  return order
}

/** Subject of a mail that promises the goods. */
const confirming = /confirm/i

type Mail = { subject: string; channel: string }

async function mails(api: Api, to: string, atLeast: number, subjects = /./): Promise<Mail[]> {
  const look = async (): Promise<Mail[]> => {
    const { items } = await api.call('GET', `/_local/api/mailbox?to=${encodeURIComponent(to)}`)
    return items.filter(({ channel, subject }: Mail) => channel === 'email' && subjects.test(subject))
  }
  return until(`${atLeast} mails to ${to}`, look, ({ length }) => length >= atLeast)
}

const stockOf = async (api: Api, productId: string) =>
  (await api.get('/api/inventory/{productId}', { params: { path: { productId } } })).stock

const orderOf = (id: string) => ({ params: { path: { id } } })
const key = () => ({ 'Idempotency-Key': randomUUID() })
const card = (token: string) => ({ type: 'card' as const, token })
const home = {
  recipient: 'Robin Demo',
  phone: '+1 202 555 0143',
  line1: '12 Harbour Lane',
  city: 'Portsmouth',
  region: 'NH',
  postalCode: '03801',
  country: 'US',
  isDefault: true,
}
const { isDefault: _, ...homeAddress } = home
