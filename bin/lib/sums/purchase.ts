/** One purchase as its customer and staff do it over HTTP, with what was asked for noted down. */
import { randomUUID } from 'node:crypto'
import { ProblemError } from '../../../client/index.ts'
import { type Api, until } from '../api.ts'
import type { PlannedPurchase } from './plan.ts'
import type { World } from './world.ts'

/** What the run asked for and was promised. */
export interface Done {
  readonly orderId: string
  readonly ending: PlannedPurchase['ending']
  readonly paymentId?: string | undefined
  /** Minor units that staff refunded by hand. */
  readonly refunds: number
  readonly lines: readonly { readonly product: number; readonly quantity: number }[]
}

const key = () => ({ 'idempotency-key': randomUUID() })
const open = ['PENDING', 'AWAITING_PAYMENT']

export async function purchase(planned: PlannedPurchase, world: World): Promise<Done> {
  const customer = await world.customers[planned.customer]!()
  const order = await place(customer, planned, world)
  const done = { orderId: order.id, ending: planned.ending, lines: planned.lines, refunds: 0 }
  const cancel = () => customer.call('PUT', `/api/orders/${order.id}/status`, { status: 'CANCELLED' })
  if (planned.ending === 'cancelled unpaid') {
    await cancel()
    return done
  }
  // An order whose coupon leaves nothing to pay goes on by itself.
  const paying = order.total.amount > 0 ? pay(customer, order.id, planned) : Promise.resolve(undefined)
  if (planned.ending === 'cancelled while paying') {
    const [payment] = await Promise.all([unless(409, paying), unless(409, cancel())])
    return { ...done, paymentId: payment?.id }
  }
  const paymentId = (await paying)?.id
  const settled = await until(
    `order ${order.id} to be settled`,
    async () => (await customer.call('GET', `/api/orders/${order.id}`)).order,
    ({ status }) => !open.includes(status),
    { seconds: 120, everyMs: 150 },
  )
  const refunds = settled.status === 'PAID' ? await end(planned, settled, paymentId, world) : 0
  return { ...done, paymentId, refunds }
}

async function place(customer: Api, { lines, country, coupon }: PlannedPurchase, world: World) {
  const body = {
    items: lines.map(({ product, quantity }) => ({ sku: world.products[product]!.sku, quantity })),
    shippingAddress: { ...address, country },
    ...(coupon === undefined ? {} : { couponCode: world.coupons[coupon] }),
  }
  return (await customer.call('POST', '/api/orders', body, key())).order
}

async function pay(customer: Api, orderId: string, { ending }: PlannedPurchase) {
  const token = ending === 'declined' ? 'tok_declined' : 'tok_visa'
  return (await customer.call('POST', '/api/payments', { orderId, method: { type: 'card', token } }, key())).payment
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read by the field names of the contract.
type Order = any

/** What comes after the payment. @returns minor units refunded by hand */
async function end(planned: PlannedPurchase, order: Order, paymentId: string | undefined, world: World) {
  const staff = await world.staff()
  const refundShare = async () => {
    const amount = Math.floor((order.total.amount * planned.share) / 100)
    if (paymentId === undefined || amount === 0) return 0
    const body = { paymentId, amount: { amount, currency: order.total.currency }, reason: 'sums' }
    const answer = await unless(409, staff.call('POST', '/api/payments/refund', body, key()))
    return answer ? amount : 0
  }
  const set = (status: string) => staff.call('PUT', `/api/orders/${order.id}/status`, { status })
  const giveBack = (share: number) => returnShare(staff, order, share)
  switch (planned.ending) {
    case 'cancelled paid':
      await set('CANCELLED')
      return 0
    case 'refunded in part':
      return refundShare()
    case 'refunded, then cancelled': {
      const refunded = await refundShare()
      // Refused once the order is PARTIALLY_REFUNDED and shipped; here it has not left.
      await unless(409, set('CANCELLED'))
      return refunded
    }
    case 'returned in part':
      await set('SHIPPED')
      await giveBack(planned.share)
      return 0
    case 'returned whole':
      await set('SHIPPED')
      await set('DELIVERED')
      await giveBack(planned.share)
      await giveBack(100)
      return 0
    case 'refunded and returned at once': {
      await set('SHIPPED')
      // Two returns of everything: one of them at most gets each unit.
      const [refunded] = await Promise.all([refundShare(), giveBack(100), giveBack(100)])
      return refunded
    }
    default:
      return 0
  }
}

/** Returns this part of each line, of what is left of it. */
async function returnShare(staff: Api, order: Order, share: number): Promise<void> {
  const { items } = await staff.call('GET', `/api/orders/${order.id}/returns?limit=100`)
  const returned = (sku: string) =>
    items
      .flatMap((each: Order) => each.lines)
      .filter((line: Order) => line.sku === sku)
      .reduce((sum: number, line: Order) => sum + line.quantity, 0)
  const lines = order.lines
    .map(({ sku, quantity }: Order) => ({ sku, quantity: Math.floor(((quantity - returned(sku)) * share) / 100) }))
    .filter(({ quantity }: Order) => quantity > 0)
  if (lines.length === 0) return
  await unless(409, staff.call('POST', `/api/orders/${order.id}/returns`, { lines, reason: 'sums' }, key()))
}

/** Undefined for an answer of this status: somebody else was faster, which the run means to happen. */
async function unless<Answer>(status: number, answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ProblemError && error.status === status) return undefined
    throw error
  }
}

const address = {
  recipient: 'Sums',
  phone: '+1 202 555 0100',
  line1: '1 Ledger Street',
  city: 'Springfield',
  postalCode: '62701',
}
