import { idempotent, type Visit } from './tour.ts'

export async function cartStops({ api, customer, staff, tape }: Visit): Promise<void> {
  const { cart } = await tape.show('A guest’s first item: the answer has the token of the cart', () =>
    api.post('/api/cart/items', { params: idempotent(), body: { sku: 'TENT-2', quantity: 1 } }),
  )
  const guest = api.with({ 'x-cart-token': cart.token! })
  await tape.show('A guest’s cart', () => guest.get('/api/cart'))
  await tape.show('After the login: the larger quantity of each line', () =>
    customer.with({ 'x-cart-token': cart.token! }).post('/api/cart/merge'),
  )
  await tape.show('Two of them', () =>
    customer.put('/api/cart/items/{sku}', { params: { path: { sku: 'TENT-2' } }, body: { quantity: 2 } }),
  )
  await tape.show('A product that is sold out: the line says why it cannot be ordered', () =>
    customer.put('/api/cart/items/{sku}', { params: { path: { sku: 'JACKET-S' } }, body: { quantity: 1 } }),
  )
  await tape.show('Take it out again', () =>
    customer.put('/api/cart/items/{sku}', { params: { path: { sku: 'JACKET-S' } }, body: { quantity: 0 } }),
  )
  await tape.show('Empty a cart', () => guest.delete('/api/cart'))
  await couponStops({ staff, customer, tape })
}

async function couponStops({ staff, customer, tape }: Pick<Visit, 'staff' | 'customer' | 'tape'>): Promise<void> {
  const coupon = { code: 'SPRING', type: 'percentage' as const, value: 10, maxUses: 500, maxUsesPerCustomer: 1 }
  const path = { code: 'SPRING' }
  await tape.show('Ten percent in spring', () => staff.post('/api/coupons', { params: idempotent(), body: coupon }))
  await tape.show('All coupons', () => staff.get('/api/coupons'))
  await tape.show('One coupon', () => staff.get('/api/coupons/{code}', { params: { path } }))
  await tape.show('Only for larger carts', () =>
    staff.put('/api/coupons/{code}', {
      params: { path, header: { 'If-Match': '"1"' } },
      body: { ...coupon, minSubtotal: { amount: 5000, currency: 'USD' } },
    }),
  )
  await tape.show('Use a coupon', () => customer.post('/api/cart/coupon', { body: { code: 'SPRING' } }))
  await tape.show('Rather not', () => customer.delete('/api/cart/coupon'))
  await staff.post('/api/coupons', { body: { ...coupon, code: 'SUMMER' } })
  await tape.show('End a coupon', () => staff.delete('/api/coupons/{code}', { params: { path: { code: 'SUMMER' } } }))
}
