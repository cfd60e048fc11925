/** What people do in a shop, one request each, that reaches as deep as it does in life. */
import { randomUUID } from 'node:crypto'
import type { Api, ApiAnswer } from '../../bin/lib/api.ts'
import { operationsOf } from '../../bin/lib/openapi/read.ts'
import type { Access } from '../../functions/shared/http/route.ts'
import type { Cast } from './cast.ts'
import { committedDocument } from './conformance.ts'
import { callsOf, pathOf } from './operation-calls.ts'
import { aKey, anAddress, PASSWORD, type Product } from './shopper.ts'
import type { World } from './world.ts'

export interface Deed {
  /** `GET /api/orders`, or what it is about where an operation is done in earnest. */
  readonly name: string
  run(): Promise<ApiAnswer>
}

/** Each operation once, by somebody who may: as in the authorization matrix most changes stop before their effect. */
export function harmlessDeeds({ owner, admin }: Cast, world: World): Deed[] {
  const calls = callsOf(world)
  return operationsOf(committedDocument()).map(({ method, path, operation }) => {
    const name = `${method.toUpperCase()} ${path}`
    const call = calls[name] ?? {}
    const access = operation['x-access'] as Access
    const isForCustomers = typeof access === 'string' || access.roles.includes('customer')
    const request = {
      method: method.toUpperCase(),
      path: pathOf(path, call),
      ...(call.headers ? { headers: call.headers } : {}),
      ...(call.body === undefined ? {} : { body: call.body }),
    }
    return { name, run: () => (isForCustomers ? owner.api : admin).send(request) }
  })
}

/** Done in earnest. */
export function realDeeds(api: Api, { owner, staff }: Cast, product: Product): Deed[] {
  const post = (by: Api, path: string, body: unknown) => by.send({ method: 'POST', path, body, headers: aKey() })
  const message = { template: 'plain', subject: 'Hello', text: 'From a test', body: 'From a test' }
  const email = () => `deed-${randomUUID()}@test.example`
  const line = { sku: product.sku, quantity: 1 }
  return [
    {
      name: 'register',
      run: () => post(api, '/api/users/register', { email: email(), password: PASSWORD, name: 'Deed' }),
    },
    { name: 'log in', run: () => post(api, '/api/users/login', { email: owner.email, password: PASSWORD }) },
    { name: 'ask for a new password', run: () => post(api, '/api/users/password/forgot', { email: owner.email }) },
    { name: 'fill the cart', run: () => post(owner.api, '/api/cart/items', line) },
    {
      name: 'place an order',
      run: () => post(owner.api, '/api/orders', { items: [line], shippingAddress: anAddress() }),
    },
    { name: 'add an address', run: () => post(owner.api, '/api/users/addresses', anAddress()) },
    {
      name: 'put a product up',
      run: () =>
        post(staff, '/api/products', {
          sku: `D-${randomUUID().slice(0, 8).toUpperCase()}`,
          name: 'Deed',
          price: { amount: 100, currency: 'USD' },
          category: 'deeds',
        }),
    },
    {
      name: 'have an e-mail sent',
      run: () => post(staff, '/api/notifications/email', { to: email(), subject: message.subject, text: message.text }),
    },
    {
      name: 'have an SMS sent',
      run: () => post(staff, '/api/notifications/sms', { to: '+12025550142', text: message.text }),
    },
  ]
}
