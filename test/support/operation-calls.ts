/** How each operation of the API is called validly. Whoever adds an operation adds its row here. */
import type { World } from './world.ts'

export interface Call {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The operation's own refusal of everybody who comes like this, such as a bad signature. */
  readonly refuses?: string
  /** What even staff do not see of somebody else. */
  readonly isHiddenFromStaff?: true
}

/** For an operation that would do something: a parameter that no operation has is refused after the caller, before the deed. */
const withoutEffect = (path?: Call['path']): Call => ({
  ...(path ? { path } : {}),
  query: { 'no-such-parameter': '1' },
})
/** A change of a version that there is not: it fails for whoever may make it. */
const STALE = { 'if-match': '"999999"' }
const key = (name: string) => ({ 'idempotency-key': `matrix-${name}` })

const anAddress = {
  recipient: 'Ada',
  phone: '+1 202 555 0100',
  line1: '1 Test Street',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
  country: 'US',
}

export const callsOf = (world: World): Readonly<Record<string, Call>> => {
  const { product, orderId: id, returnId, couponCode: code } = world
  const ofProduct = { path: { id: product.id } }
  const ofStock = { path: { productId: product.id } }
  return {
    'POST /api/users/register': withoutEffect(),
    'POST /api/users/login': withoutEffect(),
    'POST /api/users/refresh': withoutEffect(),
    'POST /api/users/logout': withoutEffect(),
    'POST /api/users/password': withoutEffect(),
    'POST /api/users/password/forgot': withoutEffect(),
    'POST /api/users/password/reset': withoutEffect(),
    'GET /api/users/profile': {},
    'PUT /api/users/profile': withoutEffect(),
    'DELETE /api/users/profile': withoutEffect(),
    'GET /api/users/export': {},
    'GET /api/users/addresses': {},
    'POST /api/users/addresses': withoutEffect(),
    'PUT /api/users/addresses/{id}': {
      path: { id: world.addressId },
      body: anAddress,
      headers: STALE,
      isHiddenFromStaff: true,
    },
    'DELETE /api/users/addresses/{id}': { path: { id: world.addressId }, headers: STALE, isHiddenFromStaff: true },
    'POST /api/api-keys': withoutEffect(),
    'GET /api/api-keys': {},
    'DELETE /api/api-keys/{id}': withoutEffect({ id: world.apiKeyId }),
    'GET /api/products': {},
    'GET /api/products/categories': {},
    'GET /api/products/drafts': {},
    'GET /api/products/{id}': ofProduct,
    'GET /api/products/search': { query: { q: 'test' } },
    'GET /api/products/search/rebuild': {},
    'POST /api/products/search/rebuild': withoutEffect(),
    'POST /api/products': withoutEffect(),
    'PUT /api/products/{id}': withoutEffect({ id: world.spareId }),
    'DELETE /api/products/{id}': withoutEffect({ id: world.spareId }),
    'POST /api/products/import': withoutEffect(),
    'GET /api/products/{id}/reviews': ofProduct,
    'POST /api/products/{id}/reviews': withoutEffect({ id: product.id }),
    'PUT /api/products/{id}/reviews/{reviewId}': {
      path: { id: product.id, reviewId: world.reviewId },
      body: { rating: 4 },
      headers: STALE,
      // Staff may take a review away, but not put words into a customer's mouth.
      isHiddenFromStaff: true,
    },
    'DELETE /api/products/{id}/reviews/{reviewId}': {
      path: { id: product.id, reviewId: world.reviewId },
      headers: STALE,
    },
    'GET /api/cart': {},
    'POST /api/cart/items': withoutEffect(),
    'PUT /api/cart/items/{sku}': withoutEffect({ sku: product.sku }),
    'DELETE /api/cart': withoutEffect(),
    'POST /api/cart/merge': withoutEffect(),
    'POST /api/cart/coupon': withoutEffect(),
    'DELETE /api/cart/coupon': withoutEffect(),
    'POST /api/orders': withoutEffect(),
    'GET /api/orders': {},
    'GET /api/orders/{id}': { path: { id } },
    'PUT /api/orders/{id}/status': { path: { id }, body: { status: 'CANCELLED' }, headers: STALE },
    'POST /api/orders/{id}/retry': withoutEffect({ id }),
    'GET /api/orders/{id}/timeline': { path: { id } },
    'POST /api/orders/{id}/returns': {
      path: { id },
      body: { lines: [{ sku: world.orderedSku, quantity: 1000 }], reason: 'too many' },
      headers: key('return'),
    },
    'GET /api/orders/{id}/returns': { path: { id } },
    'GET /api/orders/{id}/returns/{returnId}': { path: { id, returnId } },
    'POST /api/coupons': withoutEffect(),
    'GET /api/coupons': {},
    'GET /api/coupons/{code}': { path: { code } },
    'PUT /api/coupons/{code}': withoutEffect({ code }),
    'DELETE /api/coupons/{code}': withoutEffect({ code }),
    'GET /api/inventory/{productId}': ofStock,
    'PUT /api/inventory/{productId}': withoutEffect({ productId: world.spareId }),
    'GET /api/inventory/{productId}/ledger': ofStock,
    'GET /api/inventory/alerts': {},
    'POST /api/inventory/deduct': withoutEffect(),
    'POST /api/inventory/restore': withoutEffect(),
    'GET /api/inventory/subscriptions': {},
    'POST /api/inventory/{productId}/subscriptions': withoutEffect({ productId: world.spareId }),
    'DELETE /api/inventory/{productId}/subscriptions': withoutEffect({ productId: world.spareId }),
    'POST /api/payments': {
      body: { orderId: id, method: { type: 'card', token: 'tok_visa' } },
      headers: key('payment'),
      isHiddenFromStaff: true,
    },
    'GET /api/payments/{id}': { path: { id: world.paymentId } },
    'POST /api/payments/refund': {
      body: { paymentId: world.paymentId, amount: { amount: 99_999_999, currency: 'USD' }, reason: 'too much' },
      headers: key('refund'),
    },
    'POST /api/payments/callback': { body: { id: 'event' }, refuses: 'INVALID_SIGNATURE' },
    'POST /api/shipping/callback': { body: { id: 'event' }, refuses: 'INVALID_SIGNATURE' },
    'GET /api/notifications': {},
    'PUT /api/notifications/{id}/read': { path: { id: world.notificationId }, isHiddenFromStaff: true },
    'POST /api/notifications/read-all': withoutEffect(),
    'POST /api/notifications/email': withoutEffect(),
    'POST /api/notifications/sms': withoutEffect(),
    'GET /api/notifications/preferences': {},
    'PUT /api/notifications/preferences': withoutEffect(),
    'GET /api/storefront/home': {},
    'GET /api/storefront/products/{id}': ofProduct,
    'GET /health': {},
    'GET /.well-known/jwks.json': {},
    'GET /openapi.json': {},
    'GET /docs': {},
    'GET /demo/pictures/{shape}/{palette}/{slug}': {
      path: { shape: 'mug', palette: 'sea', slug: 'any' },
    },
  }
}

/** `/api/orders/1?limit=2` */
export function pathOf(template: string, { path = {}, query = {} }: Call): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  return search ? `${filled}?${search}` : filled
}
