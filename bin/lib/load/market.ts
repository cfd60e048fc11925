/** What shoppers need: products with stock, and customers with sessions. */
import { randomUUID } from 'node:crypto'
import { defaultPassword } from '../../demo-data/accounts.ts'
import { Api } from '../api.ts'
import { inParallel } from '../in-parallel.ts'

export interface Customer {
  /** A current access token. */
  token(): Promise<string>
}

export interface Market {
  readonly products: readonly { readonly id: string; readonly sku: string }[]
  /** Customers who are not shopping; each shops alone, because a cart is one. */
  readonly free: Customer[]
}

const PRODUCTS = 40
const STOCK = 10_000_000
/** Access tokens live for 15 minutes. */
const SESSION_MS = 10 * 60_000

export async function openMarket(url: string, customers: number): Promise<Market> {
  const api = new Api(url)
  const run = randomUUID().slice(0, 8)
  const login = (email: string, password: string) => api.call('POST', '/api/users/login', { email, password })
  const { accessToken } = await login('staff@tradewind.example', process.env.TRADEWIND_PASSWORD ?? defaultPassword)
  const staff = api.as(accessToken)
  const products: { id: string; sku: string }[] = []
  await inParallel(Array.from({ length: PRODUCTS }), 4, async (_, n) => {
    const sku = `LOAD-${run}-${n}`
    const { product } = await staff.call('POST', '/api/products', {
      sku,
      name: `Lantern ${n}`,
      description: 'A lantern for evenings in the garden.',
      price: { amount: 1900 + n, currency: 'USD' },
      category: `lanterns-${n % 4}`,
    })
    await staff.call('PUT', `/api/inventory/${product.id}`, { onHand: STOCK, reason: 'load' })
    products.push({ id: product.id, sku })
  })
  const password = `Load-${randomUUID()}`
  const free: Customer[] = []
  await inParallel(Array.from({ length: customers }), 4, async (_, n) => {
    const email = `load-${run}-${n}@customer.example`
    await api.call('POST', '/api/users/register', { email, password, name: 'Load' })
    free.push(customer(async () => (await login(email, password)).accessToken))
  })
  // Everybody is logged in before the clock runs.
  await inParallel(free, 4, async (each) => void (await each.token()))
  return { products, free }
}

function customer(login: () => Promise<string>): Customer {
  let known: { token: Promise<string>; until: number } | undefined
  return {
    token() {
      if (!known || known.until < Date.now()) {
        known = { token: login(), until: Date.now() + SESSION_MS }
        known.token.catch(() => {
          known = undefined
        })
      }
      return known.token
    },
  }
}
