import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../../bin/lib/api.ts'
import { anApi } from '../../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  anAddress,
  aProduct,
  type Customer,
  type Product,
  pay,
  staffOf,
  untilOrder,
} from '../../support/shopper.ts'

let api: Api
let staff: Api
let customer: Customer
let product: Product

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
  customer = await aCustomer(api)
  product = await aProduct(staff, { stock: 1000, price: 1000 })
})

const usd = (amount: number) => ({ amount, currency: 'USD' })
const aCode = () => `T-${randomUUID().slice(0, 13)}`
async function aCoupon(terms: Record<string, unknown> = {}): Promise<string> {
  const { coupon } = await staff.call('POST', '/api/coupons', {
    code: aCode(),
    type: 'percentage',
    value: 10,
    ...terms,
  })
  return coupon.code
}
const read = async (code: string) => (await staff.call('GET', `/api/coupons/${code}`)).coupon
const order = (couponCode: string, { by = customer.api, quantity = 1, address = {} } = {}) =>
  by.send({
    method: 'POST',
    path: '/api/orders',
    body: { items: [{ sku: product.sku, quantity }], shippingAddress: anAddress(address), couponCode },
    headers: aKey(),
  })

describe('POST /api/coupons', () => {
  it('makes a coupon, answers it with no use yet and says where it is', async () => {
    const terms = {
      code: aCode(),
      type: 'amount',
      value: usd(500),
      minSubtotal: usd(2000),
      validFrom: '2020-01-01',
      validTo: '2099-12-31',
      maxUses: 10,
      maxUsesPerCustomer: 1,
    }
    const { status, body, headers } = await staff.send({ method: 'POST', path: '/api/coupons', body: terms })

    expect(status).toBe(201)
    expect(body.coupon).toMatchObject({ ...terms, used: 0, version: 1 })
    expect(headers.get('location')).toBe(`/api/coupons/${terms.code}`)
    expect(await read(terms.code)).toEqual(body.coupon)
  })

  it.each([
    ['a percentage above 100', { type: 'percentage', value: 101 }],
    ['an amount of nothing', { type: 'amount', value: 0 }],
    ['another type', { type: 'present', value: 1 }],
    ['a day that does not exist', { type: 'percentage', value: 1, validTo: '2026-02-30' }],
    ['an end before its beginning', { type: 'percentage', value: 1, validFrom: '2026-02-02', validTo: '2026-02-01' }],
    ['no uses', { type: 'percentage', value: 1, maxUses: 0 }],
    ['an unknown field', { type: 'percentage', value: 1, colour: 'red' }],
  ])('refuses %s', async (_what, terms) => {
    const body = { code: aCode(), ...terms }
    expect(await staff.send({ method: 'POST', path: '/api/coupons', body })).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION_FAILED' },
    })
  })

  it('refuses a taken code in whatever case, and repeats its answer to the same key', async () => {
    const body = { code: aCode().toLowerCase(), type: 'free_shipping' }
    const request = { method: 'POST', path: '/api/coupons', body, headers: aKey() }
    const first = await staff.send(request)
    const again = await staff.send(request)
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(again.body).toEqual(first.body)
    const upper = { ...request, body: { ...body, code: body.code.toUpperCase() }, headers: {} }
    expect(await staff.send(upper)).toMatchObject({ status: 409, body: { code: 'ALREADY_EXISTS' } })
  })

  it('is for staff', async () => {
    const body = { code: aCode(), type: 'free_shipping' }
    expect((await customer.api.send({ method: 'POST', path: '/api/coupons', body })).status).toBe(403)
    expect((await api.send({ method: 'POST', path: '/api/coupons', body })).status).toBe(401)
  })
})

describe('GET /api/coupons', () => {
  it('lists all by code, in pages, to staff', async () => {
    await aCoupon()
    await aCoupon()
    const first = await staff.call('GET', '/api/coupons?limit=1')
    const second = await staff.call('GET', `/api/coupons?limit=1&cursor=${first.nextCursor}`)
    expect([first.items.length, second.items.length]).toEqual([1, 1])
    expect(first.items[0].code.toUpperCase() < second.items[0].code.toUpperCase()).toBe(true)
    expect((await customer.api.send({ method: 'GET', path: '/api/coupons' })).status).toBe(403)
    const foreign = await staff.send({ method: 'GET', path: `/api/orders?cursor=${first.nextCursor}` })
    expect(foreign).toMatchObject({ status: 400, body: { code: 'INVALID_CURSOR' } })
  })
})

describe('GET /api/coupons/{code}', () => {
  it('finds a coupon in any case, for staff', async () => {
    const code = await aCoupon()
    expect(await read(code.toLowerCase())).toMatchObject({ code })
    expect((await staff.send({ method: 'GET', path: '/api/coupons/none' })).status).toBe(404)
    expect((await customer.api.send({ method: 'GET', path: `/api/coupons/${code}` })).status).toBe(403)
  })
})

describe('PUT /api/coupons/{code}', () => {
  it('changes what is given under the version that was read, and null takes a limit away', async () => {
    const code = await aCoupon({ maxUses: 3, validTo: '2099-01-01' })
    const put = (body: object, version: string) =>
      staff.send({ method: 'PUT', path: `/api/coupons/${code}`, body, headers: { 'if-match': version } })

    const changed = await put({ value: 20, maxUses: null }, '"1"')

    expect(changed.body.coupon).toMatchObject({ value: 20, validTo: '2099-01-01', version: 2 })
    expect(changed.body.coupon).not.toHaveProperty('maxUses')
    expect(await put({ value: 30 }, '"1"')).toMatchObject({ status: 412, body: { code: 'VERSION_MISMATCH' } })
    expect((await put({ value: 0 }, '"2"')).status).toBe(400)
  })
})

describe('DELETE /api/coupons/{code}', () => {
  it('ends a coupon; orders that used it keep their discount', async () => {
    const code = await aCoupon()
    const placed = (await order(code)).body.order
    expect((await staff.send({ method: 'DELETE', path: `/api/coupons/${code}` })).status).toBe(204)
    expect((await staff.send({ method: 'DELETE', path: `/api/coupons/${code}` })).status).toBe(404)
    expect(await order(code)).toMatchObject({ status: 409, body: { code: 'COUPON_INVALID' } })
    const { order: kept } = await customer.api.call('GET', `/api/orders/${placed.id}`)
    expect(kept).toMatchObject({ couponCode: code, discount: usd(100) })
  })
})

describe('An order with a coupon', () => {
  it('shows the discount on its lines and adds up, with tax and shipping on top', async () => {
    const { status, body } = await order(await aCoupon(), { quantity: 3, address: { country: 'DE' } })
    const { lines, subtotal, discount, shippingFee, shippingTax, tax, total } = body.order
    expect([status, subtotal.amount, discount.amount]).toEqual([201, 3000, 300])
    expect(total.amount).toBe(subtotal.amount - discount.amount + shippingFee.amount + tax.amount)
    expect(tax.amount).toBe(Math.round((2700 + shippingFee.amount) * 0.19))
    expect(lines).toMatchObject([{ discount }])
    expect(lines[0].tax.amount + shippingTax.amount).toBe(tax.amount)
  })

  it('ships free with a coupon for that', async () => {
    const code = await aCoupon({ type: 'free_shipping', value: undefined })
    expect((await order(code)).body.order).toMatchObject({ discount: usd(0), shippingFee: usd(0), total: usd(1000) })
  })

  it('is never worth more than the goods, and one that comes to nothing is bought without a payment', async () => {
    const code = await aCoupon({ type: 'amount', value: 999_999 })
    const placed = (await order(code, { quantity: 5 })).body.order
    expect(placed).toMatchObject({ discount: usd(5000), shippingFee: usd(0), total: usd(0) })
    expect((await untilOrder(customer.api, placed.id, 'PAID', 'CANCELLED')).status).toBe('PAID')
  })

  it.each([
    ['unknown', { code: 'NO-SUCH-CODE' }, 'COUPON_INVALID'],
    ['over', { validTo: '2020-01-01' }, 'COUPON_EXPIRED'],
    ['not yet valid', { validFrom: '2099-01-01' }, 'COUPON_NOT_YET_VALID'],
    ['for larger orders', { minSubtotal: 100_000 }, 'COUPON_MINIMUM_NOT_MET'],
    ['in another currency', { type: 'amount', value: { amount: 1, currency: 'EUR' } }, 'COUPON_NOT_APPLICABLE'],
  ])('is refused when the coupon is %s, and nothing is placed', async (_what, terms, problem) => {
    const somebody = await aCustomer(api)
    const code = 'code' in terms ? terms.code : await aCoupon(terms)
    expect(await order(code, { by: somebody.api })).toMatchObject({ status: 409, body: { code: problem } })
    expect((await somebody.api.call('GET', '/api/orders')).items).toEqual([])
  })

  it('counts by customer, and gets its use back when it is cancelled or its card is declined', async () => {
    const code = await aCoupon({ maxUsesPerCustomer: 1 })
    const first = (await order(code)).body.order
    expect(await order(code)).toMatchObject({ status: 409, body: { code: 'COUPON_ALREADY_USED' } })
    await customer.api.call('PUT', `/api/orders/${first.id}/status`, { status: 'CANCELLED' })
    expect((await read(code)).used).toBe(0)

    const second = (await order(code)).body.order
    await pay(customer.api, second.id, 'tok_declined')
    await untilOrder(customer.api, second.id, 'PAYMENT_FAILED')
    expect((await read(code)).used).toBe(0)
    expect((await order(code)).status).toBe(201)
  })
})

describe('POST /api/cart/coupon', () => {
  it('takes the discount off the cart, follows the cart, and the order takes it over', async () => {
    const shopper = await aCustomer(api)
    const code = await aCoupon({ minSubtotal: 2000 })
    await shopper.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 2 })

    const { cart } = await shopper.api.call('POST', '/api/cart/coupon', { code: code.toLowerCase() })
    expect(cart).toMatchObject({ subtotal: usd(2000), discount: usd(200), total: usd(1800), coupon: { code } })
    const more = await shopper.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 4 })
    expect(more.cart).toMatchObject({ discount: usd(400), total: usd(3600) })

    const placed = await shopper.api.call('POST', '/api/orders', { shippingAddress: anAddress() }, aKey())
    expect(placed.order).toMatchObject({ couponCode: code, discount: usd(400) })
    const { cart: after } = await until(
      'the cart to be empty',
      () => shopper.api.call('GET', '/api/cart'),
      ({ cart: now }) => now.lines.length === 0,
    )
    expect(after).not.toHaveProperty('coupon')
  })

  it('refuses a code that does not apply and keeps the cart as it was', async () => {
    const shopper = await aCustomer(api)
    const code = await aCoupon({ minSubtotal: 100_000 })
    await shopper.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 1 })
    const send = (body: object) => shopper.api.send({ method: 'POST', path: '/api/cart/coupon', body })
    expect(await send({ code })).toMatchObject({ status: 409, body: { code: 'COUPON_MINIMUM_NOT_MET' } })
    expect(await send({ code: 'NO-SUCH' })).toMatchObject({ status: 409, body: { code: 'COUPON_INVALID' } })
    expect((await shopper.api.call('GET', '/api/cart')).cart).toMatchObject({ discount: usd(0), version: 1 })
  })

  it('shows no discount and the problem once the coupon applies no more, and the order says so', async () => {
    const shopper = await aCustomer(api)
    const code = await aCoupon()
    await shopper.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 1 })
    await shopper.api.call('POST', '/api/cart/coupon', { code })
    await staff.call('PUT', `/api/coupons/${code}`, { validTo: '2020-01-01' })

    const { cart } = await shopper.api.call('GET', '/api/cart')
    const body = { shippingAddress: anAddress() }
    const placed = await shopper.api.send({ method: 'POST', path: '/api/orders', body, headers: aKey() })

    expect(cart).toMatchObject({ discount: usd(0), total: usd(1000), coupon: { problem: 'COUPON_EXPIRED' } })
    expect(placed).toMatchObject({ status: 409, body: { code: 'COUPON_EXPIRED' } })
  })

  it('is kept by a guest through the login', async () => {
    const code = await aCoupon()
    const { cart } = await api.call('POST', '/api/cart/items', { sku: product.sku, quantity: 1 })
    const guest = api.with({ 'x-cart-token': cart.token })
    expect((await guest.call('POST', '/api/cart/coupon', { code })).cart.discount).toEqual(usd(100))
    const shopper = await aCustomer(api)
    const merged = await shopper.api.with({ 'x-cart-token': cart.token }).call('POST', '/api/cart/merge')
    expect(merged.cart).toMatchObject({ discount: usd(100), coupon: { code } })
  })
})

describe('DELETE /api/cart/coupon', () => {
  it('takes the coupon out, with or without its code, and may be repeated', async () => {
    const shopper = await aCustomer(api)
    const code = await aCoupon()
    await shopper.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 1 })
    for (const body of [undefined, { code }]) {
      await shopper.api.call('POST', '/api/cart/coupon', { code })
      const { cart } = await shopper.api.call('DELETE', '/api/cart/coupon', body)
      expect(cart).toMatchObject({ discount: usd(0), total: usd(1000) })
      expect(cart).not.toHaveProperty('coupon')
    }
    expect((await shopper.api.call('DELETE', '/api/cart/coupon')).cart.total).toEqual(usd(1000))
  })
})
