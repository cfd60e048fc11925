import type { Deps } from '../../shared/deps.ts'
import type { TransactItem } from '../../shared/table.ts'
import { applyCoupon } from '../coupons.ts'
import { newOrder } from '../domain/new-order.ts'
import type { Order } from '../domain/order.ts'
import { type Limits, limitedUnits, linesOverLimit, purchaseLimit } from '../domain/purchase-limit.ts'
import { subtotalOf } from '../domain/totals.ts'
import { CouponChanged, countPurchases, LimitPassed, saveNewOrder } from '../table.ts'
import type { Prepared } from './prepare.ts'

/** Changes of a coupon's terms, or of what a customer has left of a limit, that an order bears while it is placed. */
const MAX_ATTEMPTS = 3

type Request = Pick<Parameters<typeof newOrder>[0], 'customerId' | 'by' | 'note'>

/**
 * Writes the order with the use of its coupon and the count of what is limited.
 * @throws {Problem} a `CouponProblem`, PURCHASE_LIMIT; then nothing is placed.
 */
export async function place(
  { lines, limits, shippingAddress, cart, couponCode }: Prepared,
  request: Request,
  record: (order: Order) => TransactItem,
  deps: Deps,
): Promise<Order> {
  const limited = limitedUnits(lines, limits)
  for (let attempt = 1; ; attempt++) {
    const subtotal = subtotalOf(lines)
    const applied = couponCode ? await applyCoupon(couponCode, { subtotal, ...request }, deps.now) : undefined
    const order = newOrder({
      ...request,
      id: deps.newId(),
      lines,
      shippingAddress,
      coupon: applied && { use: { id: applied.coupon.id, code: applied.coupon.code }, reduction: applied.reduction },
      limited,
      at: deps.now.toISOString(),
    })
    try {
      await saveNewOrder(order, { cart, coupon: applied?.coupon, limits }, record(order), deps)
      return order
    } catch (error) {
      if (error instanceof LimitPassed) await assertWithinLimits(order, limits, attempt === MAX_ATTEMPTS)
      else if (!(error instanceof CouponChanged) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

/**
 * Names every line that is over its limit by now. It may be none: another order has given units back meanwhile.
 * @throws {Problem} PURCHASE_LIMIT
 */
async function assertWithinLimits({ customerId, lines }: Order, limits: Limits, isLast: boolean): Promise<void> {
  const errors = linesOverLimit(lines, limits, await countPurchases(customerId, [...limits.keys()]))
  if (errors.length > 0 || isLast) throw purchaseLimit(errors)
}
