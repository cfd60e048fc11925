/** What a run needs in the shop: products, customers and coupons of its own. */
import { randomUUID } from 'node:crypto'
import { defaultPassword } from '../../demo-data/accounts.ts'
import type { Api } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import type { Plan } from './plan.ts'

export interface Product {
  readonly id: string
  readonly sku: string
}

export interface World {
  readonly staff: () => Promise<Api>
  readonly customers: readonly (() => Promise<Api>)[]
  readonly products: readonly Product[]
  readonly coupons: readonly string[]
}

/** Units of each product on the shelf before the run. */
export const STOCK = 1_000_000

/** Logs in again before the token ends: a long run takes more than 15 minutes. */
export function session(api: Api, email: string, password: string): () => Promise<Api> {
  let known: { api: Promise<Api>; until: number } | undefined
  const login = async () => api.as((await api.post('/api/users/login', { body: { email, password } })).accessToken)
  return () => {
    if (!known || known.until < Date.now()) known = { api: login(), until: Date.now() + 10 * 60_000 }
    return known.api
  }
}

export async function makeWorld(api: Api, { prices, customers }: Plan): Promise<World> {
  const run = randomUUID().slice(0, 8)
  const staff = session(api, 'staff@tradewind.example', process.env.TRADEWIND_PASSWORD ?? defaultPassword)
  const products: Product[] = []
  for (const [n, amount] of prices.entries()) {
    const sku = `SUMS-${run}-${n}`
    const body = { sku, name: sku, price: { amount, currency: 'USD' }, category: 'sums' }
    const { product } = await (await staff()).call('POST', '/api/products', body)
    await (await staff()).call('PUT', `/api/inventory/${product.id}`, { onHand: STOCK, reason: 'sums' })
    products.push({ id: product.id, sku })
  }
  const coupons = [
    { code: `SUMS-${run}-P`, type: 'percentage', value: 15 },
    { code: `SUMS-${run}-A`, type: 'amount', value: { amount: 777, currency: 'USD' } },
    { code: `SUMS-${run}-S`, type: 'free_shipping' },
  ]
  for (const coupon of coupons) await (await staff()).call('POST', '/api/coupons', coupon)
  const sessions = Array.from({ length: customers }, (_, n) => ({ email: `sums-${run}-${n}@customer.example` }))
  const password = `Sums-${randomUUID()}`
  await inParallel(sessions, 4, async ({ email }) => {
    await api.call('POST', '/api/users/register', { email, password, name: 'Sums' })
  })
  return {
    staff,
    products,
    coupons: coupons.map(({ code }) => code),
    customers: sessions.map(({ email }) => session(api, email, password)),
  }
}
