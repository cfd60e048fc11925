import * as z from 'zod/mini'

/** What customers type in; found in any case. */
export const CouponCode = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(64), z.regex(/^[\w.-]+$/, 'letters, digits and . - _'))

/** Why a coupon does not apply: codes of problems, and of the `problem` of a cart's coupon. */
export const couponProblems = [
  'COUPON_INVALID',
  'COUPON_NOT_YET_VALID',
  'COUPON_EXPIRED',
  'COUPON_EXHAUSTED',
  'COUPON_ALREADY_USED',
  'COUPON_MINIMUM_NOT_MET',
  'COUPON_NOT_APPLICABLE',
] as const
export type CouponProblem = (typeof couponProblems)[number]
