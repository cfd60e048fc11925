/** Whether a coupon applies to an order, and what it takes off. Pure. */

import type { CouponProblem } from '../../../../contracts/coupon.ts'
import type { Money } from '../../../../contracts/money.ts'
import { Problem } from '../../../shared/errors.ts'
import { min, share, zero } from '../../../shared/money.ts'
import type { Reduction } from '../totals.ts'
import { type Coupon, moneyOf } from './coupon.ts'
import { shopDay } from './shop-day.ts'

export interface Circumstances {
  readonly subtotal: Money
  /** How often this customer used it. */
  readonly usedByCustomer: number
  readonly now: Date
  /** IANA name. */
  readonly timeZone: string
  readonly shopCurrency: string
}

/** @throws {Problem} a `CouponProblem` saying what to do */
export function reductionOf(coupon: Coupon | undefined, circumstances: Circumstances): Reduction {
  const { subtotal, shopCurrency } = circumstances
  if (!coupon) throw couponProblem('COUPON_INVALID')
  assertValidNow(coupon, circumstances)
  if (coupon.maxUses !== undefined && coupon.used >= coupon.maxUses) throw couponProblem('COUPON_EXHAUSTED')
  if (coupon.maxUsesPerCustomer !== undefined && circumstances.usedByCustomer >= coupon.maxUsesPerCustomer) {
    throw couponProblem('COUPON_ALREADY_USED')
  }
  assertMinimum(coupon, circumstances)
  if (coupon.type === 'free_shipping') return { discount: zero(subtotal.currency), freeShipping: true }
  if (coupon.type === 'percentage') {
    return { discount: share(subtotal, (coupon.value as number) * 100), freeShipping: false }
  }
  const value = moneyOf(coupon.value!, shopCurrency)
  assertCurrency(value, subtotal)
  return { discount: min(value, subtotal), freeShipping: false }
}

function assertValidNow({ validFrom, validTo }: Coupon, { now, timeZone }: Circumstances): void {
  if (validFrom === undefined && validTo === undefined) return
  const today = shopDay(now, timeZone)
  if (validFrom !== undefined && today < validFrom) throw couponProblem('COUPON_NOT_YET_VALID', `from ${validFrom} on`)
  if (validTo !== undefined && today > validTo) throw couponProblem('COUPON_EXPIRED', `until ${validTo}`)
}

function assertMinimum({ minSubtotal }: Coupon, { subtotal, shopCurrency }: Circumstances): void {
  if (minSubtotal === undefined) return
  const minimum = moneyOf(minSubtotal, shopCurrency)
  assertCurrency(minimum, subtotal)
  if (subtotal.amount >= minimum.amount) return
  const missing = `${minimum.amount - subtotal.amount} ${minimum.currency} (minor units)`
  throw couponProblem('COUPON_MINIMUM_NOT_MET', missing)
}

function assertCurrency(value: Money, subtotal: Money): void {
  if (value.currency !== subtotal.currency) throw couponProblem('COUPON_NOT_APPLICABLE', value.currency)
}

const details: Readonly<Record<CouponProblem, (what: string) => string>> = {
  COUPON_INVALID: () => 'There is no such coupon. Check the code, or go on without it.',
  COUPON_NOT_YET_VALID: (from) => `This coupon is valid ${from}. Order then, or without it.`,
  COUPON_EXPIRED: (until) => `This coupon was valid ${until}. Go on without it.`,
  COUPON_EXHAUSTED: () => 'All uses of this coupon are taken. Go on without it.',
  COUPON_ALREADY_USED: () => 'You used this coupon as often as one customer may. Go on without it.',
  COUPON_MINIMUM_NOT_MET: (missing) => `This coupon needs a larger order: ${missing} are missing.`,
  COUPON_NOT_APPLICABLE: (currency) => `This coupon is for orders in ${currency}. Go on without it.`,
}

export const couponProblem = (code: CouponProblem, what = ''): Problem => new Problem(code, details[code](what))
