import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api } from '../../bin/lib/api.ts'
import { anApi } from '../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  anAddress,
  aProduct,
  type Customer,
  orderBody,
  type Product,
  pay,
  placeOrder,
  staffOf,
} from '../support/shopper.ts'

let api: Api
let owner: Customer
let other: Customer
let product: Product
let order: { id: string; total: { amount: number } }
let payment: { id: string }
let address: { id: string }

beforeAll(async () => {
  api = anApi()
  const staff = await staffOf(api)
  ;[owner, other, product] = await Promise.all([aCustomer(api), aCustomer(api), aProduct(staff, { price: 2500 })])
  order = await placeOrder(owner.api, [{ sku: product.sku, quantity: 1 }])
  payment = await pay(owner.api, order.id)
  address = (await owner.api.call('POST', '/api/users/addresses', anAddress())).address
})

describe('Somebody else’s resource', () => {
  const attempts = () => [
    { method: 'GET', path: `/api/orders/${order.id}` },
    { method: 'GET', path: `/api/orders/${order.id}/timeline` },
    { method: 'PUT', path: `/api/orders/${order.id}/status`, body: { status: 'CANCELLED' } },
    { method: 'GET', path: `/api/payments/${payment.id}` },
    {
      method: 'POST',
      path: '/api/payments',
      body: { orderId: order.id, method: { type: 'card', token: 'tok_visa' } },
      headers: aKey(),
    },
    {
      method: 'POST',
      path: '/api/payments/refund',
      body: { paymentId: payment.id, reason: 'mine now' },
      headers: aKey(),
    },
    { method: 'PUT', path: `/api/users/addresses/${address.id}`, body: anAddress() },
    { method: 'DELETE', path: `/api/users/addresses/${address.id}` },
    {
      method: 'POST',
      path: '/api/orders',
      body: { addressId: address.id, items: [{ sku: product.sku, quantity: 1 }] },
      headers: aKey(),
    },
  ]

  it('is 404 for another customer, like one that does not exist', async () => {
    const answers = await Promise.all(
      attempts().map(async (attempt) => `${attempt.method} ${attempt.path}: ${(await other.api.send(attempt)).status}`),
    )
    expect(answers).toEqual(attempts().map(({ method, path }) => `${method} ${path}: 404`))
  })

  it('is 401 without a token, with WWW-Authenticate and a problem that says what to do', async () => {
    for (const attempt of attempts()) {
      const answer = await api.send(attempt)
      expect([attempt.path, answer.status, answer.body.code]).toEqual([attempt.path, 401, 'UNAUTHENTICATED'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    }
  })

  it('is 401 with a forged token', async () => {
    const [header, payload] = (
      await api.call('POST', '/api/users/login', { email: owner.email, password: owner.password })
    ).accessToken.split('.')
    const answer = await api
      .as(`${header}.${payload}.${'A'.repeat(86)}`)
      .send({ method: 'GET', path: '/api/users/profile' })
    expect([answer.status, answer.body.code]).toEqual([401, 'INVALID_TOKEN'])
  })
})

describe('A customer on a staff route', () => {
  it('is refused with 403', async () => {
    const attempts = [
      {
        method: 'POST',
        path: '/api/products',
        body: { sku: 'X', name: 'X', description: '', price: { amount: 1, currency: 'USD' }, category: 'x' },
      },
      { method: 'PUT', path: `/api/products/${product.id}`, body: { name: 'mine' } },
      { method: 'DELETE', path: `/api/products/${product.id}` },
      { method: 'PUT', path: `/api/inventory/${product.id}`, body: { onHand: 1000, reason: 'gift' } },
      {
        method: 'POST',
        path: '/api/inventory/deduct',
        body: { reference: 'r', items: [{ sku: product.sku, quantity: 1 }] },
      },
      { method: 'PUT', path: `/api/orders/${order.id}/status`, body: { status: 'SHIPPED' } },
    ]
    const answers = await Promise.all(
      attempts.map(async (attempt) => `${attempt.method} ${attempt.path}: ${(await owner.api.send(attempt)).status}`),
    )
    expect(answers).toEqual(attempts.map(({ method, path }) => `${method} ${path}: 403`))
  })
})

describe('Price, total, status and role', () => {
  it('change nothing when a client sends them', async () => {
    const attempts = [
      {
        method: 'POST',
        path: '/api/orders',
        body: { ...orderBody([{ sku: product.sku, quantity: 1 }]), total: { amount: 1, currency: 'USD' } },
        headers: aKey(),
      },
      {
        method: 'POST',
        path: '/api/orders',
        body: {
          shippingAddress: anAddress(),
          items: [{ sku: product.sku, quantity: 1, unitPrice: { amount: 1, currency: 'USD' } }],
        },
        headers: aKey(),
      },
      {
        method: 'POST',
        path: '/api/orders',
        body: { ...orderBody([{ sku: product.sku, quantity: 1 }]), status: 'PAID' },
        headers: aKey(),
      },
      {
        method: 'POST',
        path: '/api/payments',
        body: {
          orderId: order.id,
          amount: { amount: 1, currency: 'USD' },
          method: { type: 'card', token: 'tok_visa' },
        },
        headers: aKey(),
      },
      { method: 'PUT', path: '/api/users/profile', body: { role: 'admin' } },
      { method: 'POST', path: '/api/cart/items', body: { sku: product.sku, quantity: 1, price: 1 } },
    ]
    for (const attempt of attempts) {
      const answer = await owner.api.send(attempt)
      expect([attempt.path, answer.status, answer.body.code]).toEqual([attempt.path, 400, 'VALIDATION_FAILED'])
    }
    expect((await owner.api.call('GET', '/api/users/profile')).user.role).toBe('customer')
    expect((await owner.api.call('GET', `/api/orders/${order.id}`)).order.total).toEqual(order.total)
  })
})
