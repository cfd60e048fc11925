/** Replays a retailer's invoices through the HTTP API, each as its customer would. */
import { type Api, until } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import { addressOf, Customers } from './customers.ts'
import type { Journal } from './journal.ts'
import { createProducts, neededProducts } from './products.ts'
import { type Invoice, skuOf } from './read-invoices.ts'
import { planReturns, type ReturnPlan } from './returns.ts'

export interface ReplayOptions {
  readonly api: Api
  readonly staff: () => Promise<Api>
  readonly invoices: readonly Invoice[]
  readonly journal: Journal
  /** Orders under way at a time. */
  readonly width: number
  readonly onProgress: (phase: 'products' | 'orders' | 'returns', done: number, total: number) => void
}

export async function replay(options: ReplayOptions): Promise<void> {
  const { invoices, journal, onProgress } = options
  const products = neededProducts(invoices)
  let made = journal.products.size
  onProgress('products', made, products.length)
  await createProducts(
    await options.staff(),
    products,
    (code) => journal.products.has(code),
    (code) => {
      journal.add({ kind: 'product', code })
      onProgress('products', ++made, products.length)
    },
  )
  const customers = new Customers(options.api)
  const sales = invoices.filter(({ cancellation }) => !cancellation)
  let sold = journal.orders.size
  onProgress('orders', sold, sales.length)
  await inParallel(sales, options.width, async (invoice) => {
    if (journal.orders.has(invoice.number)) return
    journal.add({
      kind: 'order',
      invoice: invoice.number,
      ...(await buy(await customers.session(invoice.customer), invoice)),
    })
    onProgress('orders', ++sold, sales.length)
  })
  const plans = [...planReturns(invoices)]
  let returned = journal.returned.size
  onProgress('returns', returned, plans.length)
  for (const [number, plan] of plans) {
    if (journal.returned.has(number)) continue
    await takeBack(await options.staff(), number, plan, journal)
    onProgress('returns', ++returned, plans.length)
  }
}

/** Large invoices go straight into the order, small ones through the cart. Keys make a repetition harmless. */
async function buy(customer: Api, invoice: Invoice): Promise<{ orderId: string; paymentId: string }> {
  const items = linesOf(invoice)
  const { order } = await customer.call(
    'POST',
    '/api/orders',
    { shippingAddress: addressOf(invoice.customer, invoice.country), items, note: `invoice ${invoice.number}` },
    { 'idempotency-key': `replay-order-${invoice.number}` },
  )
  const { payment } = await customer.call(
    'POST',
    '/api/payments',
    { orderId: order.id, method: { type: 'card', token: 'tok_visa' } },
    { 'idempotency-key': `replay-payment-${invoice.number}` },
  )
  const settled = await until(
    `order ${order.id} of invoice ${invoice.number} to be settled`,
    async () => (await customer.call('GET', `/api/orders/${order.id}`)).order,
    ({ status }) => !['PENDING', 'AWAITING_PAYMENT'].includes(status),
    { seconds: 120, everyMs: 100 },
  )
  if (settled.status !== 'PAID')
    throw new Error(`Invoice ${invoice.number}: order ${order.id} is ${settled.status}, not PAID`)
  return { orderId: order.id, paymentId: payment.id }
}

function linesOf(invoice: Invoice): { sku: string; quantity: number }[] {
  const quantities = new Map<string, number>()
  for (const row of invoice.rows) quantities.set(skuOf(row), (quantities.get(skuOf(row)) ?? 0) + row.quantity)
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }))
}

/** Taking back all of an order cancels it, or refunds what is left of it; a part is refunded at its net price. */
async function takeBack(staff: Api, number: string, plan: ReturnPlan, journal: Journal): Promise<void> {
  for (const take of plan.takes) {
    const { orderId, paymentId } = journal.orders.get(take.sale)!
    const { order } = await staff.call('GET', `/api/orders/${orderId}`)
    if (take.whole && order.status === 'PAID') {
      await staff.call('PUT', `/api/orders/${orderId}/status`, { status: 'CANCELLED', reason: `invoice ${number}` })
    } else if (order.status !== 'CANCELLED') {
      await staff.call(
        'POST',
        '/api/payments/refund',
        {
          paymentId,
          ...(take.whole ? {} : { amount: { amount: take.amount, currency: 'GBP' } }),
          reason: `invoice ${number}`,
        },
        { 'idempotency-key': `replay-refund-${number}-${take.sale}` },
      )
    }
  }
  const amount = plan.takes.reduce((sum, take) => sum + take.amount, 0)
  journal.add({ kind: 'returned', invoice: number, amount, refusals: [...plan.refused] })
}
