import type { Money } from '../../contracts/money.ts'
import { env } from '../shared/env.ts'
import type { Coupon } from './domain/coupon/coupon.ts'
import { reductionOf } from './domain/coupon/reduction.ts'
import type { Reduction } from './domain/totals.ts'
import { countUses, findCoupon } from './table.ts'

export interface Applied {
  readonly coupon: Coupon
  readonly reduction: Reduction
}

/**
 * What the coupon takes off an order of this subtotal now. The write of the order checks its limits again.
 * @param order.customerId absent for guests: the limit of uses by customer is then left to the order
 * @throws {Problem} a `CouponProblem`
 */
export async function applyCoupon(
  code: string,
  order: { subtotal: Money; customerId?: string | undefined },
  now: Date,
): Promise<Applied> {
  const coupon = await findCoupon(code)
  const isLimited = coupon?.maxUsesPerCustomer !== undefined && order.customerId !== undefined
  const reduction = reductionOf(coupon, {
    subtotal: order.subtotal,
    usedByCustomer: isLimited ? await countUses(coupon.id, order.customerId!) : 0,
    now,
    timeZone: env.setting('SHOP_TIME_ZONE'),
    shopCurrency: env.setting('SHOP_CURRENCY'),
  })
  return { coupon: coupon!, reduction }
}
