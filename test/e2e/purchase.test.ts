import { beforeAll, describe, expect, it } from '@jest/globals'
import { type Api, until } from '../../bin/lib/api.ts'
import { anApi } from '../support/shared-shop.ts'
import {
  aCustomer,
  aKey,
  anAddress,
  aProduct,
  endedExecution,
  mailsTo,
  pay,
  placeOrder,
  staffOf,
  stockOf,
  untilOrder,
} from '../support/shopper.ts'

let api: Api
let staff: Api

beforeAll(async () => {
  api = anApi()
  staff = await staffOf(api)
})

describe('The purchase of one order', () => {
  it('leaves it DELIVERED with its full history, the stock down, one captured payment, one confirmation mail and one succeeded execution', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff, { stock: 7, price: 1250 })
    await customer.api.call('PUT', `/api/cart/items/${product.sku}`, { quantity: 3 })
    const { address } = await customer.api.call('POST', '/api/users/addresses', anAddress())

    const placed = await customer.api.call('POST', '/api/orders', { addressId: address.id }, aKey())
    const order = placed.order
    const payment = await pay(customer.api, order.id)
    await untilOrder(customer.api, order.id, 'PAID')
    await endedExecution(api, order.id)
    await staff.call('PUT', `/api/orders/${order.id}/status`, { status: 'SHIPPED' })
    await staff.call('PUT', `/api/orders/${order.id}/status`, { status: 'DELIVERED' })

    const delivered = await untilOrder(customer.api, order.id, 'DELIVERED')
    expect(order).toMatchObject({ status: 'PENDING', subtotal: { amount: 3750, currency: 'USD' } })
    expect(delivered.history.map(({ status }: { status: string }) => status)).toEqual([
      'PENDING',
      'AWAITING_PAYMENT',
      'PAID',
      'SHIPPED',
      'DELIVERED',
    ])
    expect(await stockOf(api, product)).toMatchObject({ onHand: 4, reserved: 0, available: 4 })
    const settled = (await customer.api.call('GET', `/api/payments/${payment.id}`)).payment
    expect(settled).toMatchObject({ status: 'CAPTURED', amount: order.total })
    const execution = await endedExecution(api, order.id)
    expect(execution.status).toBe('SUCCEEDED')
    const { items: executions } = await api.call('GET', '/_local/api/executions?limit=1000')
    expect(executions.filter(({ name }: { name: string }) => name === order.id)).toHaveLength(1)
    const mails = await until(
      'the shipping mail',
      () => mailsTo(api, customer.email),
      (all) => all.filter(({ channel }) => channel === 'email').length >= 2,
    )
    expect(mails.filter(({ subject }) => /confirm/i.test(subject))).toHaveLength(1)
    const { items: ledger } = await staff.call('GET', `/api/inventory/${product.id}/ledger`)
    const sum = (field: string) =>
      ledger.reduce((total: number, entry: Record<string, number>) => total + entry[field]!, 0)
    expect([sum('onHandDelta'), sum('reservedDelta')]).toEqual([4, 0])
    expect(ledger.map(({ type }: { type: string }) => type).reverse()).toEqual(['adjust', 'reserve', 'commit'])
    const cart = await until(
      'the cart to be empty',
      () => customer.api.call('GET', '/api/cart'),
      ({ cart }) => cart.lines.length === 0,
    )
    expect(cart.cart.itemCount).toBe(0)
    // All functions of a purchase may start for the first time here, beside another test's purchases.
  }, 90_000)

  it('tells its whole story in the timeline, in order', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff)
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
    await pay(customer.api, order.id)
    await untilOrder(customer.api, order.id, 'PAID')

    const { items } = await until(
      'the timeline to reach the confirmation',
      () => customer.api.call('GET', `/api/orders/${order.id}/timeline`),
      ({ items }) => items.some(({ name }: { name: string }) => name === 'OrderConfirmed'),
    )

    const names = items.map(({ name }: { name: string }) => name)
    for (const name of [
      'OrderPlaced',
      'StockReserved',
      'PaymentCaptured',
      'StockCommitted',
      'OrderPaid',
      'ShipmentRequested',
      'OrderConfirmed',
    ]) {
      expect(names).toContain(name)
    }
    expect(names[0]).toBe('OrderPlaced')
    const times = items.map(({ at }: { at: string }) => at)
    expect(times).toEqual([...times].sort())
  })

  it('gives everything back when the card is declined: stock as before, no promise by mail, the compensations visible', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff, { stock: 5 })
    const before = await stockOf(api, product)
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 2 }])
    await pay(customer.api, order.id, 'tok_declined')

    const closed = await untilOrder(customer.api, order.id, 'PAYMENT_FAILED', 'CANCELLED', 'PAID')
    const execution = await endedExecution(api, order.id)

    expect(closed.status).toBe('PAYMENT_FAILED')
    expect(await stockOf(api, product)).toMatchObject({
      onHand: before.onHand,
      reserved: 0,
      available: before.available,
    })
    expect((await mailsTo(api, customer.email)).filter(({ subject }) => /confirm|ship/i.test(subject))).toEqual([])
    const states = execution.history.map(({ state }: { state: string }) => state)
    expect(states).toEqual(expect.arrayContaining(['AwaitPayment', 'ReturnPayment', 'ReleaseStock', 'CloseOrder']))
  })

  it('captures a slow card too: the callback may come seconds later', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff)
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
    await pay(customer.api, order.id, 'tok_slow')

    const paid = await untilOrder(customer.api, order.id, 'PAID')

    expect(paid.payment?.status).toBe('CAPTURED')
  })

  it('refunds and restocks an order that its customer cancels after paying', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff, { stock: 4 })
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 2 }])
    const payment = await pay(customer.api, order.id)
    await untilOrder(customer.api, order.id, 'PAID')
    await endedExecution(api, order.id)

    await customer.api.call('PUT', `/api/orders/${order.id}/status`, { status: 'CANCELLED', reason: 'changed my mind' })

    const refunded = await until(
      'the refund',
      () => customer.api.call('GET', `/api/payments/${payment.id}`),
      (answer) => answer.payment.status === 'REFUNDED',
    )
    expect(refunded.payment.refunded).toEqual(order.total)
    const stock = await until(
      'the stock to be back',
      () => stockOf(api, product),
      ({ onHand }) => onHand === 4,
    )
    expect(stock).toMatchObject({ onHand: 4, reserved: 0 })
    expect((await untilOrder(customer.api, order.id, 'CANCELLED')).status).toBe('CANCELLED')
  })

  it('is done once when the same request is sent twice with one Idempotency-Key', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff)
    const key = aKey()
    const body = { shippingAddress: anAddress(), items: [{ sku: product.sku, quantity: 1 }] }

    const first = await customer.api.send({ method: 'POST', path: '/api/orders', body, headers: key })
    const again = await customer.api.send({ method: 'POST', path: '/api/orders', body, headers: key })
    const other = await customer.api.send({
      method: 'POST',
      path: '/api/orders',
      body: { ...body, note: 'x' },
      headers: key,
    })
    const without = await customer.api.send({ method: 'POST', path: '/api/orders', body })

    expect([first.status, again.status, other.status, without.status]).toEqual([201, 201, 422, 400])
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await customer.api.call('GET', '/api/orders')).items).toHaveLength(1)
  })

  it('charges once when the payment is sent twice with one Idempotency-Key, and answers with the same payment', async () => {
    const customer = await aCustomer(api)
    const product = await aProduct(staff)
    const order = await placeOrder(customer.api, [{ sku: product.sku, quantity: 1 }])
    const body = { orderId: order.id, method: { type: 'card', token: 'tok_visa' } }
    const request = { method: 'POST', path: '/api/payments', body, headers: aKey() }

    const first = await customer.api.send(request)
    const again = await customer.api.send(request)

    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    // The first answer may still be PENDING where the provider is slow; the second tells what has become of it.
    const { status, version: _version, ...payment } = first.body.payment
    expect(again.body.payment).toMatchObject(status === 'PENDING' ? payment : first.body.payment)
  })
})
