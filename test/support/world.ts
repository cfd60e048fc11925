/** Real things of one customer and of the shop, so that requests reach as deep as they can. */
import { randomUUID } from 'node:crypto'
import { until } from '../../bin/lib/api.ts'
import type { Cast } from './cast.ts'
import { aKey, anAddress, aProduct, type Product, pay, placeOrder, untilOrder } from './shopper.ts'

export interface World {
  readonly product: Product
  /** To be changed and removed: what is bought and read is the other one. */
  readonly spareId: string
  readonly reviewId: string
  readonly addressId: string
  /** Delivered, and partly sent back. */
  readonly orderId: string
  readonly orderedSku: string
  readonly returnId: string
  readonly paymentId: string
  /** Not paid yet. */
  readonly openOrderId: string
  readonly notificationId: string
  readonly couponCode: string
  readonly apiKeyId: string
  readonly cartToken: string
}

export async function theWorld({ owner, staff, admin }: Cast): Promise<World> {
  const { api } = owner
  const [product, bought, spare] = await Promise.all(
    [1000, 1000, 0].map((stock) => aProduct(staff, { stock })) as [
      Promise<Product>,
      Promise<Product>,
      Promise<Product>,
    ],
  )
  const order = await placeOrder(api, [{ sku: bought.sku, quantity: 3 }])
  const payment = await pay(api, order.id)
  const couponCode = `W-${randomUUID().slice(0, 8).toUpperCase()}`
  const [{ address }, , { apiKey }, guest, open, , { review }] = await Promise.all([
    api.call('POST', '/api/users/addresses', anAddress()),
    staff.call('POST', '/api/coupons', { code: couponCode, type: 'percentage', value: 10 }),
    admin.call('POST', '/api/api-keys', { name: 'of the world', scopes: ['orders:read'] }),
    api.with({ authorization: '' }).send({
      method: 'POST',
      path: '/api/cart/items',
      body: { sku: product.sku, quantity: 1 },
    }),
    placeOrder(api, [{ sku: product.sku, quantity: 1 }]),
    api.call('POST', '/api/cart/items', { sku: product.sku, quantity: 2 }),
    api.call('POST', `/api/products/${product.id}/reviews`, { rating: 5, title: 'Good', text: 'As it should be' }),
    untilOrder(api, order.id, 'PAID'),
  ])
  await staff.call('PUT', `/api/orders/${order.id}/status`, { status: 'SHIPPED' })
  const sentBack = { lines: [{ sku: bought.sku, quantity: 1 }], reason: 'too small' }
  const [answer, inbox] = await Promise.all([
    api.call('POST', `/api/orders/${order.id}/returns`, sentBack, aKey()),
    until(
      'a message in the inbox',
      () => api.call('GET', '/api/notifications'),
      ({ items }) => items.length > 0,
    ),
  ])
  return {
    product,
    spareId: spare.id,
    reviewId: review.id,
    addressId: address.id,
    orderId: order.id,
    orderedSku: bought.sku,
    returnId: answer.return.id,
    paymentId: payment.id,
    openOrderId: open.id,
    notificationId: inbox.items[0].id,
    couponCode,
    apiKeyId: apiKey.id,
    cartToken: guest.headers.get('x-cart-token')!,
  }
}

/** Names instead of ids: `{{orderId}}`. For requests that are planned before there is a world, and filled in later. */
export const symbolicWorld: World = {
  product: { id: '{{product.id}}', sku: '{{product.sku}}' },
  ...(Object.fromEntries(
    [
      'spareId',
      'reviewId',
      'addressId',
      'orderId',
      'orderedSku',
      'returnId',
      'paymentId',
      'openOrderId',
      'notificationId',
      'couponCode',
      'apiKeyId',
      'cartToken',
    ].map((name) => [name, `{{${name}}}`]),
  ) as unknown as Omit<World, 'product'>),
}

/** Puts a world's ids where a text has their names; a name of nothing stays. */
export function inWorld(text: string, world: World): string {
  const known: Record<string, string> = {
    ...(world as unknown as Record<string, string>),
    'product.id': world.product.id,
    'product.sku': world.product.sku,
  }
  return text.replace(/\{\{([\w.]+)\}\}/g, (whole, name: string) => known[name] ?? whole)
}
