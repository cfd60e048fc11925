/** What an order costs. The one place where its amounts are added up. Pure. */
import type { Money } from '../../../contracts/money.ts'
import { add, subtract, sum, zero } from '../../shared/money.ts'

export interface Totals {
  readonly subtotal: Money
  readonly discount: Money
  readonly shippingFee: Money
  readonly tax: Money
  /** subtotal − discount + shippingFee + tax, always. */
  readonly total: Money
}

/** @param lineTotals at least one, all in one currency */
export function totalsOf(lineTotals: readonly Money[]): Totals {
  const currency = lineTotals[0]!.currency
  const subtotal = sum(lineTotals, currency)
  const discount = zero(currency)
  const shippingFee = zero(currency)
  const tax = zero(currency)
  return { subtotal, discount, shippingFee, tax, total: add(add(subtract(subtotal, discount), shippingFee), tax) }
}
