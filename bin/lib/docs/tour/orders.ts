import { sign } from '../../../../functions/shared/webhook-signature.ts'
import { until } from '../../api.ts'
import { localSecret } from '../../local-secret.ts'
import { idempotent, type Visit } from './tour.ts'

const card = (token: string) => ({ type: 'card' as const, token })

export async function orderStops(visit: Visit): Promise<void> {
  const { customer, staff, tape } = visit
  const { items } = await customer.get('/api/users/addresses')
  const { order } = await tape.show('Order the cart', () =>
    customer.post('/api/orders', { params: idempotent(), body: { addressId: items[0]!.id, couponCode: 'SPRING' } }),
  )
  await tape.show('Not so many', () =>
    customer.send({
      method: 'POST',
      path: '/api/orders',
      body: { addressId: items[0]!.id, items: [{ sku: 'TENT-2', quantity: 900 }] },
      headers: { 'idempotency-key': crypto.randomUUID() },
    }),
  )
  const { payment } = await tape.show('Pay it', () =>
    customer.post('/api/payments', { params: idempotent(), body: { orderId: order.id, method: card('tok_visa') } }),
  )
  await until(
    'the order to be paid and booked with the carrier',
    () => customer.get('/api/orders/{id}', { params: { path: { id: order.id } } }),
    (answer) =>
      answer.order.status === 'PAID' && answer.order.payment?.status === 'CAPTURED' && !!answer.order.shipment,
  )
  const path = { id: order.id }
  await callbackStops(visit, order.id, payment.id)
  await tape.show('The payment', () => customer.get('/api/payments/{id}', { params: { path: { id: payment.id } } }))
  await tape.show('The order, paid', () => customer.get('/api/orders/{id}', { params: { path } }))
  await tape.show('All my orders', () => customer.get('/api/orders'))
  await tape.show('It is on its way', () =>
    staff.put('/api/orders/{id}/status', {
      params: { path },
      body: { status: 'SHIPPED', trackingNumber: 'TW123456785' },
    }),
  )
  await tape.show('Too late to cancel', () =>
    customer.send({ method: 'PUT', path: `/api/orders/${order.id}/status`, body: { status: 'CANCELLED' } }),
  )
  await staff.put('/api/orders/{id}/status', { params: { path }, body: { status: 'DELIVERED' } })
  await until(
    'the timeline to tell of the delivery',
    () => customer.get('/api/orders/{id}/timeline', { params: { path } }),
    (answer) => answer.items.some(({ name }) => name === 'OrderDelivered'),
  )
  await tape.show('What happened first', () =>
    customer.get('/api/orders/{id}/timeline', { params: { path, query: { limit: 6 } } }),
  )
  const lines = [{ sku: 'TENT-2', quantity: 1 }]
  const { return: returned } = await tape.show('One tent goes back', () =>
    customer.post('/api/orders/{id}/returns', {
      params: { path, ...idempotent() },
      body: { lines, reason: 'too small for two' },
    }),
  )
  await tape.show('Its returns', () => customer.get('/api/orders/{id}/returns', { params: { path } }))
  await tape.show('More than was ordered', () =>
    customer.send({
      method: 'POST',
      path: `/api/orders/${order.id}/returns`,
      body: { lines: [{ sku: 'TENT-2', quantity: 2 }], reason: 'both of them' },
    }),
  )
  const one = { params: { path: { ...path, returnId: returned.id } } }
  await until(
    'the money of the return',
    () => customer.get('/api/orders/{id}/returns/{returnId}', one),
    (answer) => answer.return.status === 'REFUNDED',
  )
  await tape.show('The money is back', () => customer.get('/api/orders/{id}/returns/{returnId}', one))
  const part = { amount: 2000, currency: 'USD' }
  await tape.show('Give a part back', () =>
    staff.post('/api/payments/refund', {
      params: idempotent(),
      body: { paymentId: payment.id, amount: part, reason: 'a scratch' },
    }),
  )
  await tape.show('More than was paid', () =>
    staff.send({
      method: 'POST',
      path: '/api/payments/refund',
      body: { paymentId: payment.id, amount: { amount: 9_900_000, currency: 'USD' }, reason: 'a mistake' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    }),
  )
}

/** What provider and carrier send: signed with the secrets that they share with the shop. */
async function callbackStops({ api, tape, shop, customer }: Visit, orderId: string, paymentId: string): Promise<void> {
  const { payment } = await customer.get('/api/payments/{id}', { params: { path: { id: paymentId } } })
  const { amount, currency } = payment.amount
  const charge = { id: 'ch_repeated', reference: paymentId, status: 'captured', amount, currency, refunded: 0 }
  const captured = JSON.stringify({ id: 'evt_0001', type: 'charge.captured', data: { charge } })
  const send = (path: string, header: string, secret: string, body: string) =>
    api.send({
      method: 'POST',
      path,
      text: body,
      headers: { 'content-type': 'application/json', [header]: sign(secret, Math.floor(Date.now() / 1000), body) },
    })
  const webhook = await localSecret(shop.endpoint, 'payment-webhook')
  await tape.show('The provider tells that a charge was captured', () =>
    send('/api/payments/callback', 'x-payment-signature', webhook, captured),
  )
  await tape.show('A signature that does not fit', () =>
    send('/api/payments/callback', 'x-payment-signature', 'guessed', captured),
  )
  const { order } = await customer.get('/api/orders/{id}', { params: { path: { id: orderId } } })
  const shipment = { reference: order.shipment?.id, carrier: 'Harbour Freight', trackingNumber: 'HF-20260302' }
  const report = JSON.stringify({ id: 'rep_0001', type: 'shipment.noted', shipment })
  await tape.show('The carrier has something to say', async () =>
    send('/api/shipping/callback', 'x-carrier-signature', await localSecret(shop.endpoint, 'carrier'), report),
  )
}
