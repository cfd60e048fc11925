/** `npm run bench`: how fast a shop of its own answers and sells on this machine. Prints medians; nothing is kept. */
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { defaultPassword } from './demo-data/accounts.ts'
import { Api, until } from './lib/api.ts'
import { inParallel } from './lib/in-parallel.ts'
import { startShopProcess } from './lib/shop-process.ts'

const REQUESTS = 100
const PURCHASES = 60
const WIDTH = 4

const key = () => ({ 'idempotency-key': randomUUID() })
const aProduct = {
  sku: 'BENCH-1',
  name: 'Bench product',
  price: { amount: 1000, currency: 'USD' },
  category: 'bench',
}
const shippingAddress = {
  recipient: 'Bench',
  phone: '+1 202 555 0100',
  line1: '1 Bench Street',
  city: 'Portsmouth',
  postalCode: '03801',
  country: 'US',
}

const started = performance.now()
const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
try {
  console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores`)
  report('start, nothing to build', performance.now() - started)
  await measure(new Api(shop.url))
} finally {
  await shop.stop()
}

async function measure(api: Api): Promise<void> {
  const staff = await login(api, 'staff@tradewind.example')
  const customer = await login(api, 'customer@tradewind.example')
  const { product } = await staff.call('POST', '/api/products', aProduct)
  await staff.call('PUT', `/api/inventory/${product.id}`, { onHand: 100_000, reason: 'bench' })
  report('GET /health', await median(REQUESTS, 1, () => api.call('GET', '/health')))
  report('GET /api/products/{id}', await median(REQUESTS, 1, () => api.call('GET', `/api/products/${product.id}`)))
  report(
    'GET /api/users/profile (signed in)',
    await median(REQUESTS, 1, () => customer.call('GET', '/api/users/profile')),
  )
  await median(10, 1, () => purchase(customer, product.sku))
  report('purchase, order to PAID, one at a time', await median(PURCHASES, 1, () => purchase(customer, product.sku)))
  const before = performance.now()
  report(
    `purchase, order to PAID, ${WIDTH} at a time`,
    await median(PURCHASES, WIDTH, () => purchase(customer, product.sku)),
  )
  const perSecond = PURCHASES / ((performance.now() - before) / 1000)
  console.log(`${perSecond.toFixed(1).padStart(9)} purchases a second, ${WIDTH} at a time`)
}

async function purchase(customer: Api, sku: string): Promise<void> {
  const { order } = await customer.call(
    'POST',
    '/api/orders',
    { shippingAddress, items: [{ sku, quantity: 1 }] },
    key(),
  )
  await customer.call(
    'POST',
    '/api/payments',
    { orderId: order.id, method: { type: 'card', token: 'tok_visa' } },
    key(),
  )
  await until(
    'the order to be paid',
    () => customer.call('GET', `/api/orders/${order.id}`),
    (answer) => answer.order.status === 'PAID',
    { everyMs: 20 },
  )
}

async function login(api: Api, email: string): Promise<Api> {
  const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
  return api.as((await api.call('POST', '/api/users/login', { email, password })).accessToken)
}

/** Median milliseconds of the work. */
async function median(times: number, width: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  await inParallel(Array.from({ length: times }), width, async () => {
    const before = performance.now()
    await work()
    taken.push(performance.now() - before)
  })
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!
}

function report(what: string, ms: number): void {
  console.log(`${ms.toFixed(1).padStart(9)} ms  ${what}`)
}
