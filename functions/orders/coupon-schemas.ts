import * as z from 'zod/mini'
import { CouponCode } from '../../contracts/coupon.ts'
import { MAX_AMOUNT, Money } from '../../contracts/money.ts'
import { Timestamp } from '../../contracts/quantity.ts'
import { couponTypes } from './domain/coupon/coupon.ts'

/** Money, or minor units of the shop's own currency. */
const Amount = z.union([z.int().check(z.minimum(0), z.maximum(MAX_AMOUNT)), Money])
/** YYYY-MM-DD in the shop's time zone. */
const Day = z.iso.date()
const Limit = z.int().check(z.minimum(1), z.maximum(1_000_000_000))

export const NewCoupon = z.strictObject({
  code: CouponCode,
  type: z.enum(couponTypes),
  /** `percentage`: 1 to 100. `amount`: money, or minor units of the shop's own currency. `free_shipping`: absent. */
  value: z.optional(Amount),
  minSubtotal: z.optional(Amount),
  validFrom: z.optional(Day),
  /** The last day included. */
  validTo: z.optional(Day),
  maxUses: z.optional(Limit),
  maxUsesPerCustomer: z.optional(Limit),
})

/** The fields given change; `null` takes a limit away. */
export const CouponChanges = z.strictObject({
  code: z.optional(CouponCode),
  type: z.optional(z.enum(couponTypes)),
  value: z.optional(z.nullable(Amount)),
  minSubtotal: z.optional(z.nullable(Amount)),
  validFrom: z.optional(z.nullable(Day)),
  validTo: z.optional(z.nullable(Day)),
  maxUses: z.optional(z.nullable(Limit)),
  maxUsesPerCustomer: z.optional(z.nullable(Limit)),
})

export const Coupon = z.object({
  ...NewCoupon.shape,
  /** Orders that took it, less those that were cancelled or not paid. */
  used: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
})

export const couponParams = z.strictObject({ code: CouponCode })
