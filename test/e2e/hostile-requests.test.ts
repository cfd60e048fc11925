import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api } from '../../bin/lib/api.ts'
import { anApi, sharedShop } from '../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  aProduct,
  type Customer,
  orderBody,
  type Product,
  staffOf,
  stockOf,
} from '../support/shopper.ts'

let api: Api
let staff: Api
let customer: Customer
let product: Product

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
  customer = await aCustomer(api)
  product = await aProduct(staff, { stock: 9 })
})

const problem = (status: number) => ({
  status,
  body: {
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code: expect.any(String),
    requestId: expect.any(String),
  },
})

describe('A hostile or broken request', () => {
  it.each([-1, 0, 1.5, 1e9, 1e308, '2', null, true, [1], {}])(
    'with quantity %j is refused and changes nothing',
    async (quantity) => {
      const bodies = [
        {
          method: 'POST',
          path: '/api/orders',
          body: orderBody([{ sku: product.sku, quantity: quantity as number }]),
          headers: aKey(),
        },
        { method: 'POST', path: '/api/cart/items', body: { sku: product.sku, quantity } },
        {
          method: 'POST',
          path: '/api/inventory/deduct',
          body: { reference: `h-${JSON.stringify(quantity)}`, items: [{ sku: product.sku, quantity }] },
        },
      ]
      for (const request of bodies) {
        const client = request.path.includes('inventory') ? staff : customer.api
        expect(await client.send(request)).toMatchObject(problem(400))
      }
      expect(await stockOf(api, product)).toMatchObject({ onHand: 9, reserved: 0 })
      expect((await customer.api.call('GET', '/api/cart')).cart.itemCount).toBe(0)
    },
  )

  it('with malformed JSON is 400, with another content type 415, with 300 KB 413', async () => {
    const post = async (body: string, type = 'application/json') => {
      const response = await fetch(`${sharedShop().url}/api/users/register`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      })
      return { status: response.status, body: await response.json(), type: response.headers.get('content-type') }
    }
    const answers = [
      await post('{"email":'),
      await post('email=a', 'application/x-www-form-urlencoded'),
      await post(`{"email":"${'a'.repeat(300_000)}"}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 415, 413])
    for (const answer of answers) {
      expect(answer).toMatchObject(problem(answer.status))
      expect(answer.type).toMatch(/^application\/problem\+json/)
    }
  })

  it('with unknown fields gets 400 that names each by its path', async () => {
    const { status, body } = await api.send({
      method: 'POST',
      path: '/api/users/login',
      body: { email: 'a@b.example', password: 'x', remember: true, role: 'admin' },
    })

    expect(status).toBe(400)
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['body.remember', 'body.role'])
  })

  it('with wrong types, unknown fields and absurd values never gets a 5xx', async () => {
    const values = [
      null,
      true,
      -1,
      1e308,
      '',
      'x'.repeat(10_000),
      [],
      {},
      { $ne: null },
      '<script>',
      "'; DROP TABLE",
      '\u0000',
      '../../etc',
      '💥',
    ]
    const targets = [
      {
        method: 'POST',
        path: '/api/users/register',
        fields: { email: 'a@b.example', password: 'Tradewind-Local-1', name: 'A' },
      },
      { method: 'POST', path: '/api/users/login', fields: { email: 'a@b.example', password: 'x' } },
      { method: 'POST', path: '/api/users/refresh', fields: { refreshToken: 'x' } },
      { method: 'PUT', path: '/api/users/profile', fields: { name: 'A', phone: '1', locale: 'en' } },
      { method: 'POST', path: '/api/orders', fields: { shippingAddress: {}, items: [] } },
      { method: 'POST', path: '/api/payments', fields: { orderId: 'x', method: { type: 'card', token: 't' } } },
      { method: 'POST', path: '/api/payments/refund', fields: { paymentId: 'x', amount: 1, reason: 'x' } },
      { method: 'POST', path: '/api/payments/callback', fields: { id: 'x' } },
      { method: 'PUT', path: `/api/inventory/${product.id}`, fields: { onHand: 1, reason: 'x' } },
      { method: 'POST', path: '/api/products', fields: { sku: 'x', name: 'x', price: {}, category: 'x' } },
    ]
    const seen = new Set<number>()
    for (const { method, path, fields } of targets) {
      for (const field of Object.keys(fields)) {
        for (const value of values) {
          const client = /inventory|products/.test(path) ? staff : customer.api
          const answer = await client.send({ method, path, body: { ...fields, [field]: value }, headers: aKey() })
          seen.add(answer.status)
          if (answer.status >= 500)
            throw new Error(`${method} ${path} ${field}=${JSON.stringify(value)}: ${JSON.stringify(answer.body)}`)
        }
      }
    }
    for (const path of [
      '/api/orders/%00',
      '/api/orders/..%2f..',
      `/api/products/${'x'.repeat(500)}`,
      '/api/products?limit=1e9',
      '/api/products?limit=0',
      '/api/products?cursor=%7B%7D',
      '/api/orders?cursor=abc',
    ]) {
      const answer = await customer.api.send({ method: 'GET', path })
      expect([path, [400, 404].includes(answer.status)]).toEqual([path, true])
    }
    expect([...seen].every((status) => status < 500)).toBe(true)
  }, 120_000)

  it('to an unknown path is 404, with a wrong method 405 that names the right ones', async () => {
    const unknown = await api.send({ method: 'GET', path: '/api/nothing' })
    const wrong = await api.send({ method: 'DELETE', path: '/api/orders' })
    expect(unknown).toMatchObject(problem(404))
    expect(wrong).toMatchObject(problem(405))
    expect(wrong.headers.get('allow')).toMatch(/GET/)
    expect(wrong.headers.get('allow')).toMatch(/POST/)
  })
})
