import type { Money } from '../../../../contracts/money.ts'
import { type FieldError, Problem } from '../../../shared/errors.ts'

export const couponTypes = ['percentage', 'amount', 'free_shipping'] as const
export type CouponType = (typeof couponTypes)[number]

/** An integer is minor units of the shop's own currency. */
export type Amount = number | Money

/** What staff decide. */
export interface CouponTerms {
  readonly type: CouponType
  /** `percentage`: 1 to 100. `amount`: money. `free_shipping`: nothing, or 0. */
  readonly value?: Amount | undefined
  readonly minSubtotal?: Amount | undefined
  /** YYYY-MM-DD in the shop's time zone; both days included. */
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
  readonly maxUses?: number | undefined
  readonly maxUsesPerCustomer?: number | undefined
}

export interface Coupon extends CouponTerms {
  /** Tells a coupon from an earlier one of the same code. */
  readonly id: string
  /** As staff wrote it; found in any case. */
  readonly code: string
  /** Orders that took it, less those that gave it back. Changes without a new version. */
  readonly used: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly version: number
}

/** Two codes that differ in case only are the same. */
export const normalizedCode = (code: string): string => code.trim().toUpperCase()

export const moneyOf = (amount: Amount, shopCurrency: string): Money =>
  typeof amount === 'number' ? { amount, currency: shopCurrency } : amount

/** Each field that is given; `null` takes it away. */
export type TermChanges = { readonly [Field in keyof CouponTerms]?: CouponTerms[Field] | null }

/** Names every field, so that what was taken away is seen as absent. */
export function changedTerms(terms: CouponTerms, changes: TermChanges): CouponTerms {
  const pick = <Field extends keyof CouponTerms>(field: Field): CouponTerms[Field] | undefined => {
    const change = changes[field]
    return change === undefined ? terms[field] : (change ?? undefined)
  }
  return {
    type: changes.type ?? terms.type,
    value: pick('value'),
    minSubtotal: pick('minSubtotal'),
    validFrom: pick('validFrom'),
    validTo: pick('validTo'),
    maxUses: pick('maxUses'),
    maxUsesPerCustomer: pick('maxUsesPerCustomer'),
  }
}

/** @throws {Problem} VALIDATION_FAILED naming each field that does not fit the others. */
export function assertTerms({ type, value, validFrom, validTo }: CouponTerms): void {
  const errors: FieldError[] = []
  if (type === 'percentage' && !(typeof value === 'number' && value >= 1 && value <= 100)) {
    errors.push({ path: 'body.value', message: 'a percentage is a whole number from 1 to 100' })
  }
  if (type === 'amount' && (value === undefined || moneyOf(value, '').amount < 1)) {
    errors.push({ path: 'body.value', message: 'an amount is money, or a whole number of minor units, of at least 1' })
  }
  if (type === 'free_shipping' && value !== undefined && moneyOf(value, '').amount !== 0) {
    errors.push({ path: 'body.value', message: 'free shipping has no value' })
  }
  if (validFrom !== undefined && validTo !== undefined && validFrom > validTo) {
    errors.push({ path: 'body.validTo', message: 'not before validFrom' })
  }
  if (errors.length === 0) return
  throw new Problem('VALIDATION_FAILED', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
}
