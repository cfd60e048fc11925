import type { Service } from '../shared/service.ts'
import { addItem } from './add-item/route.ts'
import { applyCoupon } from './apply-coupon/route.ts'
import { clearCart } from './clear-cart/route.ts'
import { getCart } from './get-cart/route.ts'
import { exportCustomer } from './internal/export-customer/internal.ts'
import { readCartInternal } from './internal/read-cart/internal.ts'
import { mergeCart } from './merge-cart/route.ts'
import { orderPlaced } from './on/order-placed/subscriber.ts'
import { removeCoupon } from './remove-coupon/route.ts'
import { setItem } from './set-item/route.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'

export const carts: Service = {
  name: 'carts',
  description: 'What guests and users are about to buy',
  table: { indexes: [] },
  routes: [getCart, addItem, setItem, clearCart, mergeCart, applyCoupon, removeCoupon],
  subscribers: [orderPlaced],
  internal: [readCartInternal, exportCustomer],
  steps: [eraseCustomer],
}
