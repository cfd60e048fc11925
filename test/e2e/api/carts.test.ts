import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Api, ApiAnswer } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import { aCustomer, aKey, aProduct, type Product, staffOf } from '../../support/shopper.ts'

let api: Api
let staff: Api
let product: Product
let other: Product

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
  ;[product, other] = await Promise.all([aProduct(staff, { price: 1250 }), aProduct(staff, { price: 300 })])
})

const outcome = ({ status, body }: ApiAnswer) => [status, body.code]
const lines = ({ cart }: { cart: { lines: { sku: string; quantity: number }[] } }) =>
  cart.lines.map(({ sku, quantity }) => [sku, quantity])
const set = (who: Api, sku: string, quantity: number) =>
  who.put('/api/cart/items/{sku}', { params: { path: { sku } }, body: { quantity } })
/** A guest with one unit in the cart. */
async function aGuest(): Promise<Api> {
  const { cart } = await api.post('/api/cart/items', { body: { sku: product.sku, quantity: 1 } })
  return api.with({ 'x-cart-token': cart.token! })
}

describe('GET /api/cart', () => {
  it('is empty for who has none, and leaves none behind', async () => {
    const { cart } = await api.get('/api/cart')
    expect(cart).toMatchObject({ lines: [], itemCount: 0, version: 0 })
    expect(cart).not.toHaveProperty('token')
  })

  it('shows the prices of now and says of a line why it cannot be ordered', async () => {
    const sold = await aProduct(staff, { stock: 1, price: 900 })
    const customer = (await aCustomer(api)).api
    await set(customer, sold.sku, 1)
    await staff.put('/api/products/{id}', {
      params: { path: { id: sold.id } },
      body: { price: { amount: 950, currency: 'USD' } },
    })

    const { cart } = await customer.get('/api/cart')

    expect(cart.lines).toMatchObject([{ sku: sold.sku, unitPrice: { amount: 950 }, problem: 'PRICE_CHANGED' }])
    await staff.delete('/api/products/{id}', { params: { path: { id: sold.id } } })
    expect((await customer.get('/api/cart')).cart.lines).toMatchObject([{ problem: 'UNAVAILABLE' }])
  })
})

describe('POST /api/cart/items', () => {
  it('gives a guest a token with the first item, and adds to what is there', async () => {
    const first = await api.send({ method: 'POST', path: '/api/cart/items', body: { sku: product.sku, quantity: 2 } })
    const token = first.headers.get('x-cart-token')!
    expect(first.body.cart.token).toBe(token)

    const { cart } = await api
      .with({ 'x-cart-token': token })
      .post('/api/cart/items', { body: { productId: product.id, quantity: 3 } })

    expect(cart).toMatchObject({ itemCount: 5, subtotal: { amount: 6250, currency: 'USD' }, version: 2 })
  })

  it('adds once when it is sent twice with one key', async () => {
    const guest = await aGuest()
    const request = { method: 'POST', path: '/api/cart/items', body: { sku: other.sku, quantity: 1 }, headers: aKey() }
    await guest.send(request)
    expect((await guest.send(request)).headers.get('idempotent-replayed')).toBe('true')
    expect(lines(await guest.get('/api/cart'))).toEqual([
      [product.sku, 1],
      [other.sku, 1],
    ])
  })

  it('refuses what is no product, both names at once, and a token that is none', async () => {
    const post = (body: object, who = api) => who.send({ method: 'POST', path: '/api/cart/items', body })
    expect(outcome(await post({ sku: 'NOTHING-HERE', quantity: 1 }))).toEqual([404, 'NOT_FOUND'])
    expect(outcome(await post({ quantity: 1 }))).toEqual([400, 'VALIDATION_FAILED'])
    expect(outcome(await post({ sku: product.sku, productId: product.id, quantity: 1 }))).toEqual([
      400,
      'VALIDATION_FAILED',
    ])
    expect(outcome(await post({ sku: product.sku, quantity: 1 }, api.as('no.real.token')))).toEqual([
      401,
      'INVALID_TOKEN',
    ])
  })
})

describe('PUT /api/cart/items/{sku}', () => {
  it('sets the number of units; 0 takes the line out', async () => {
    const guest = await aGuest()
    await set(guest, other.sku, 4)
    expect(lines(await set(guest, product.sku, 7))).toEqual([
      [product.sku, 7],
      [other.sku, 4],
    ])
    expect(lines(await set(guest, product.sku, 0))).toEqual([[other.sku, 4]])
  })

  it('refuses a stale version', async () => {
    const guest = await aGuest()
    const put = (headers: Record<string, string>) =>
      guest.send({ method: 'PUT', path: `/api/cart/items/${product.sku}`, body: { quantity: 2 }, headers })
    expect((await put({ 'if-match': '"1"' })).status).toBe(200)
    expect(outcome(await put({ 'if-match': '"1"' }))).toEqual([412, 'VERSION_MISMATCH'])
  })
})

describe('DELETE /api/cart', () => {
  it('takes everything out', async () => {
    const guest = await aGuest()
    expect((await guest.delete('/api/cart')).cart).toMatchObject({ lines: [], itemCount: 0 })
    expect((await guest.get('/api/cart')).cart.itemCount).toBe(0)
  })
})

describe('POST /api/cart/merge', () => {
  it('takes the larger quantity of each line after the login; repeating it changes nothing', async () => {
    const guest = await aGuest()
    const token = (await guest.get('/api/cart')).cart.token!
    await set(guest, product.sku, 5)
    const customer = (await aCustomer(api)).api
    await set(customer, product.sku, 2)
    await set(customer, other.sku, 3)

    const merged = await customer.with({ 'x-cart-token': token }).post('/api/cart/merge')
    const again = await customer.with({ 'x-cart-token': token }).post('/api/cart/merge')

    expect(lines(merged).sort()).toEqual(
      [
        [other.sku, 3],
        [product.sku, 5],
      ].sort(),
    )
    expect(again).toEqual(merged)
    expect((await guest.get('/api/cart')).cart.itemCount).toBe(0)
  })

  it('is for who is signed in', async () => {
    expect(outcome(await api.send({ method: 'POST', path: '/api/cart/merge' }))).toEqual([401, 'UNAUTHENTICATED'])
  })
})
