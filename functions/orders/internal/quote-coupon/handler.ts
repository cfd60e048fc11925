import { type CouponProblem, couponProblems } from '../../../../contracts/coupon.ts'
import { quoteCoupon } from '../../../../contracts/internal/index.ts'
import { Problem } from '../../../shared/errors.ts'
import { internal } from '../../../shared/internal.ts'
import { zero } from '../../../shared/money.ts'
import { applyCoupon } from '../../coupons.ts'

export const handler = internal(quoteCoupon, async ({ code, subtotal, customerId }) => {
  try {
    const { coupon, reduction } = await applyCoupon(code, { subtotal, customerId }, new Date())
    return { code: coupon.code, ...reduction }
  } catch (error) {
    if (!(error instanceof Problem) || !isCouponProblem(error.code)) throw error
    const problem = { code: error.code, detail: error.message }
    return { code, discount: zero(subtotal.currency), freeShipping: false, problem }
  }
})

const isCouponProblem = (code: string): code is CouponProblem => (couponProblems as readonly string[]).includes(code)
