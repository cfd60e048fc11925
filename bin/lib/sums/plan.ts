/** Decides from a seed what happens in a run. Pure. */
import { Random } from './random.ts'

export const endings = [
  'kept',
  'declined',
  'cancelled unpaid',
  'cancelled paid',
  'cancelled while paying',
  'refunded in part',
  'refunded, then cancelled',
  'returned in part',
  'returned whole',
  'refunded and returned at once',
] as const
export type Ending = (typeof endings)[number]

export interface PlannedPurchase {
  readonly customer: number
  readonly lines: readonly { readonly product: number; readonly quantity: number }[]
  readonly country: string
  /** Which of the run's coupons, if any. */
  readonly coupon: number | undefined
  readonly ending: Ending
  /** Parts of a hundred: of the payment to refund, of each line to return. */
  readonly share: number
}

export interface Plan {
  /** Net prices in cents. */
  readonly prices: readonly number[]
  readonly customers: number
  readonly purchases: readonly PlannedPurchase[]
}

export const PRODUCTS = 12
export const COUPONS = 3
const countries = ['US', 'US', 'US', 'DE', 'GB', 'FI', 'CN', 'BR'] as const
/** What most people do comes most often. */
const weighted: readonly Ending[] = ['kept', 'kept', 'kept', ...endings]

export function planRun(purchases: number, seed: number): Plan {
  const random = new Random(seed)
  const customers = Math.max(2, Math.min(24, Math.ceil(purchases / 5)))
  const prices = Array.from({ length: PRODUCTS }, () => random.between(1, 9999))
  const planned = Array.from({ length: purchases }, (): PlannedPurchase => {
    const products = new Set(Array.from({ length: random.between(1, 5) }, () => random.between(0, PRODUCTS - 1)))
    return {
      customer: random.between(0, customers - 1),
      lines: [...products].map((product) => ({ product, quantity: random.between(1, 9) })),
      country: random.pick(countries),
      coupon: random.next() < 0.4 ? random.between(0, COUPONS - 1) : undefined,
      ending: random.pick(weighted),
      share: random.between(1, 99),
    }
  })
  return { prices, customers, purchases: planned }
}
