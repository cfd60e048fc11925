/** The shop as every seed finds it: products with stock, and customers, all made through the shop's own functions. */
import type { HttpRequest } from '../cloud/gateway.ts'
import type { Table } from '../dynamodb/table.ts'
import { type Blueprint, World } from './world.ts'

export interface Product {
  readonly sku: string
  readonly onHand: number
}

/** The first two are what customers fight for. */
export const products: readonly Product[] = [
  { sku: 'LAST-ONE', onHand: 1 },
  { sku: 'FEW', onHand: 3 },
  { sku: 'MANY', onHand: 1000 },
]

export interface Genesis {
  readonly tables: ReadonlyMap<string, Table>
  readonly customers: readonly string[]
}

export const staff = { id: 'staff-1', role: 'staff' } as const
const START = Date.parse('2026-03-01T08:00:00Z')
/** When the seeds begin: what was done for the first time is long over. */
export const SEEDS_BEGIN = START + 3_600_000
const address = {
  recipient: 'Ada Example',
  line1: '1 Main Street',
  city: 'Springfield',
  postalCode: '12345',
  country: 'US',
  region: 'IL',
  phone: '+12025550123',
}

export const json = { 'content-type': 'application/json' }

export async function genesis(blueprint: Blueprint): Promise<Genesis> {
  const world = new World(blueprint, { seed: 0, startAt: START, fine: true, keepHistory: true })
  const customers = ['one', 'two', 'three'].map((name) => createCustomer(world, `${name}@customer.example`))
  await settle(world)
  for (const { sku, onHand } of products) await stockUp(world, sku, onHand)
  return { tables: world.database.tables, customers: await Promise.all(customers) }
}

/** Until there is nothing more to do. */
const settle = (world: World) => world.run(() => world.schedule.foreground === 0)

function createCustomer(world: World, email: string): Promise<string> {
  const event = {
    email,
    password: 'correct horse battery',
    name: 'Ada',
    phone: address.phone,
    role: 'customer',
    address,
  }
  return new Promise((resolve, reject) =>
    world.lambda.invoke('users/internal/create-account', event, ({ ok, payload, errorMessage }) =>
      ok ? resolve((payload as { userId: string }).userId) : reject(new Error(errorMessage)),
    ),
  )
}

async function stockUp(world: World, sku: string, onHand: number): Promise<void> {
  const price = { amount: 1999, currency: 'USD' }
  const product = { sku, name: `Product ${sku}`, price, category: 'things' }
  const made = await ask(world, { method: 'POST', path: '/api/products', body: product })
  const { id } = (JSON.parse(made) as { product: { id: string } }).product
  await ask(world, { method: 'PUT', path: `/api/inventory/${id}`, body: { onHand, reason: 'first count' } })
}

async function ask(world: World, request: Pick<HttpRequest, 'method' | 'path'> & { body: object }): Promise<string> {
  let answer: string | undefined
  const sent = { ...request, api: 'shop', headers: json, body: JSON.stringify(request.body), caller: staff } as const
  world.gateway.request(sent, (response) => {
    answer = response?.body ?? ''
    if (response?.status !== 200 && response?.status !== 201)
      throw new Error(
        `${request.method} ${request.path}: ${response?.status} ${answer}\n${world.history.lines.slice(-20).join('\n')}`,
      )
  })
  await settle(world)
  return answer!
}
