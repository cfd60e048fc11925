import type { Deps } from '../../shared/deps.ts'
import type { TransactItem } from '../../shared/table.ts'
import { applyCoupon } from '../coupons.ts'
import { newOrder } from '../domain/new-order.ts'
import type { Order } from '../domain/order.ts'
import { subtotalOf } from '../domain/totals.ts'
import { CouponChanged, saveNewOrder } from '../table.ts'
import type { Prepared } from './prepare.ts'

/** Changes of a coupon's terms that an order bears while it is placed. */
const MAX_ATTEMPTS = 3

type Request = Pick<Parameters<typeof newOrder>[0], 'customerId' | 'by' | 'note'>

/** Writes the order with the use of its coupon. @throws {Problem} a `CouponProblem`; then nothing is placed. */
export async function place(
  { lines, shippingAddress, cart, couponCode }: Prepared,
  request: Request,
  record: (order: Order) => TransactItem,
  deps: Deps,
): Promise<Order> {
  for (let attempt = 1; ; attempt++) {
    const subtotal = subtotalOf(lines)
    const applied = couponCode ? await applyCoupon(couponCode, { subtotal, ...request }, deps.now) : undefined
    const order = newOrder({
      ...request,
      id: deps.newId(),
      lines,
      shippingAddress,
      coupon: applied && { use: { id: applied.coupon.id, code: applied.coupon.code }, reduction: applied.reduction },
      at: deps.now.toISOString(),
    })
    try {
      await saveNewOrder(order, { cart, coupon: applied?.coupon }, record(order), deps)
      return order
    } catch (error) {
      if (!(error instanceof CouponChanged) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}
