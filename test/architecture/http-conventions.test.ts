import { describe, expect, it } from '@jest/globals'
import { shopServices } from '../../stacks/services.ts'

const routes = shopServices.flatMap((service) => service.routes)
const nameOf = ({ method, path }: (typeof routes)[number]) => `${method} ${path}`

/** POSTs that make and move nothing twice when they are repeated, and why. */
const repeatable: Readonly<Record<string, string>> = {
  'POST /api/users/login': 'another session is no harm, and a kept answer would be tokens',
  'POST /api/users/refresh': 'a refresh token is good once, which is what its reuse is found by',
  'POST /api/users/logout': 'a session ends once',
  'POST /api/users/password': 'the current password is the condition',
  'POST /api/users/password/forgot': 'the newest code counts, and an address has few an hour',
  'POST /api/users/password/reset': 'a code is good once',
  'POST /api/cart/merge': 'a line takes the larger quantity, and the guest’s cart is gone',
  'POST /api/cart/coupon': 'a cart has one coupon',
  'POST /api/payments/callback': 'each event of the provider is applied once, by its id',
  'POST /api/shipping/callback': 'each event of the carrier is applied once, by its id',
  'POST /api/notifications/read-all': 'what is read stays read',
}

/** Changes of what has no version, and why. */
const unversioned: Readonly<Record<string, string>> = {
  'DELETE /api/api-keys/{id}': 'a key is never edited',
  'DELETE /api/inventory/{productId}/subscriptions': 'a subscription is there or not',
}

describe('What holds everywhere', () => {
  it('lets every POST be repeated safely: by an Idempotency-Key, or because it is written down why not', () => {
    const without = routes.filter(({ method, idempotency }) => method === 'POST' && !idempotency).map(nameOf)
    expect(without.filter((name) => !repeatable[name])).toEqual([])
    expect(Object.keys(repeatable).filter((name) => !without.includes(name))).toEqual([])
  })

  it('requires an Idempotency-Key where orders, payments and refunds are made', () => {
    const requiring = routes.filter(({ idempotency }) => idempotency === 'required').map(nameOf)
    expect(requiring).toEqual(
      expect.arrayContaining(['POST /api/orders', 'POST /api/payments', 'POST /api/payments/refund']),
    )
  })

  it('honours If-Match wherever something is edited or removed, or says why there is no version', () => {
    const without = routes
      .filter(({ method, problems }) => /PUT|DELETE/.test(method) && !problems?.includes('VERSION_MISMATCH'))
      .map(nameOf)
    expect(without.filter((name) => !unversioned[name])).toEqual([])
    expect(Object.keys(unversioned).filter((name) => !without.includes(name))).toEqual([])
  })

  it('gives every public read an ETag and a Cache-Control, but for health', () => {
    const without = routes.filter(
      ({ method, access, cacheControl }) => method === 'GET' && access === 'public' && !cacheControl,
    )
    expect(without.map(nameOf)).toEqual(['GET /health'])
  })
})
