import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, anAddress, aProduct, loggedIn, PASSWORD, placeOrder, staffOf } from '../../support/shopper.ts'

let api: Api
let staff: Api
beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

const exportOf = (who: Api, query = '') => who.send({ method: 'GET', path: `/api/users/export${query}` })
const erase = (who: Api, headers: Record<string, string> = {}) =>
  who.send({ method: 'DELETE', path: '/api/users/profile', headers })

describe('GET /api/users/export', () => {
  it('gives the caller everything that every service keeps, as one document to save', async () => {
    const customer = await aCustomer(api, { phone: '+12025550144' })
    const product = await aProduct(staff, { stock: 3 })
    const { address } = await customer.api.call('POST', '/api/users/addresses', anAddress(), aKey())
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
    await customer.api.call('POST', '/api/cart/items', { sku: product.sku, quantity: 2 })
    const review = { rating: 5, title: 'Good', text: 'As described' }
    await customer.api.call('POST', `/api/products/${product.id}/reviews`, review)

    const { status, headers, body } = await exportOf(customer.api)

    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toBe('attachment; filename="tradewind-data.json"')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({
      exportedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      user: { id: customer.id, email: customer.email, phone: '+12025550144' },
      addresses: [address],
      sessions: [{ id: expect.any(String), createdAt: expect.any(String) }],
      orders: [{ id: order.id, total: order.total, shippingAddress: order.shippingAddress, returns: [] }],
      payments: [],
      cart: { lines: [{ sku: product.sku, quantity: 2 }] },
      reviews: [{ productId: product.id, ...review }],
      notifications: expect.any(Array),
      messages: expect.any(Array),
      preferences: { channels: expect.any(Object) },
      stockSubscriptions: [],
      nextCursor: null,
    })
    expect(JSON.stringify(body)).not.toMatch(/hash|secret|"pk"|"gsi1pk"|argon2/i)
  })

  it('wants somebody signed in, and takes no cursor of another list', async () => {
    const customer = await aCustomer(api)
    const anonymous = await exportOf(api)
    expect([anonymous.status, anonymous.headers.has('www-authenticate')]).toEqual([401, true])
    expect(await exportOf(customer.api, '?cursor=made-up')).toMatchObject({
      status: 400,
      body: { code: 'INVALID_CURSOR' },
    })
  })
})

describe('DELETE /api/users/profile', () => {
  it('ends the account and its sessions at once, and does nothing when it is repeated', async () => {
    const { api: customer, email } = await aCustomer(api)
    const login = await api.call('POST', '/api/users/login', { email, password: PASSWORD })

    const erased = await erase(customer)

    expect([erased.status, erased.body]).toEqual([204, ''])
    expect([204, 401]).toContain((await erase(customer)).status)
    expect((await customer.send({ method: 'GET', path: '/api/users/profile' })).status).toBe(401)
    expect((await exportOf(customer)).status).toBe(401)
    const refresh = { method: 'POST', path: '/api/users/refresh', body: { refreshToken: login.refreshToken } }
    expect((await api.send(refresh)).status).toBe(401)
    const again = await api.send({ method: 'POST', path: '/api/users/login', body: { email, password: PASSWORD } })
    expect(again).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } })
  })

  it('frees the e-mail address for a new account, which sees nothing of the old one', async () => {
    const first = await aCustomer(api)
    const product = await aProduct(staff)
    await placeOrder(first.api, [{ sku: product.sku, quantity: 1 }])
    await erase(first.api)

    const person = { email: first.email, password: PASSWORD, name: 'Somebody New' }
    const { user } = await api.call('POST', '/api/users/register', person)
    const second = await loggedIn(api, first.email)

    expect(user.id).not.toBe(first.id)
    expect((await second.call('GET', '/api/orders')).items).toEqual([])
  })

  it('cancels an order that nobody has paid, takes the name out of it, and leaves its amounts to staff', async () => {
    const { api: customer } = await aCustomer(api)
    const product = await aProduct(staff, { stock: 2 })
    const order = await placeOrder(customer, [{ sku: product.sku, quantity: 2 }])

    await erase(customer)

    const { order: erased } = await until(
      'the order to be erased',
      () => staff.call('GET', `/api/orders/${order.id}`),
      (answer) => answer.order.shippingAddress.recipient === 'erased',
    )
    expect(erased).toMatchObject({ status: 'CANCELLED', total: order.total, tax: order.tax, lines: order.lines })
    expect(JSON.stringify(erased)).not.toContain(order.shippingAddress.recipient)
  })

  it('honours If-Match', async () => {
    const { api: customer } = await aCustomer(api)
    expect(await erase(customer, { 'if-match': '"7"' })).toMatchObject({
      status: 412,
      body: { code: 'VERSION_MISMATCH' },
    })
    expect((await erase(customer, { 'if-match': '"1"' })).status).toBe(204)
  })

  it('wants somebody signed in', async () => {
    expect((await erase(api)).status).toBe(401)
  })
})
