/** What an order costs. The one place where its amounts are added up. Pure. */
import type { Money } from '../../../contracts/money.ts'
import { add, allocate, min, share, subtract, sum, zero } from '../../shared/money.ts'
import type { OrderLine } from './order.ts'
import type { CountryRates } from './tax-and-shipping/rates.ts'

/** A line before its share of discount and tax is known. */
export type PricedLine = Omit<OrderLine, 'discount' | 'tax'>

/** What a coupon takes off. */
export interface Reduction {
  readonly discount: Money
  readonly freeShipping: boolean
}

export interface Totals {
  /** Their discounts add up to the order's, their taxes and `shippingTax` to the order's tax. */
  readonly lines: OrderLine[]
  readonly subtotal: Money
  readonly discount: Money
  readonly shippingFee: Money
  /** The part of `tax` that is on the shipping fee. */
  readonly shippingTax: Money
  readonly tax: Money
  /** subtotal − discount + shippingFee + tax, always. */
  readonly total: Money
}

/** @param lines at least one, all in one currency */
export function totalsOf(lines: readonly PricedLine[], rates: CountryRates, reduction?: Reduction): Totals {
  const { currency } = lines[0]!.lineTotal
  const subtotal = subtotalOf(lines)
  const discount = reduction ? min(reduction.discount, subtotal) : zero(currency)
  const shippingFee = reduction?.freeShipping ? zero(currency) : shippingFeeOf(subtotal, rates)
  const discounts = allocate(
    discount,
    lines.map((line) => line.lineTotal.amount),
  )
  const nets = lines.map((line, index) => subtract(line.lineTotal, discounts[index]!))
  const taxedFee = rates.taxesShipping ? shippingFee : zero(currency)
  // Rounded once, so that the tax is the rate's share of what it is on, whatever the number of lines.
  const tax = share(add(sum(nets, currency), taxedFee), rates.taxBasisPoints)
  const taxes = allocate(
    tax,
    [...nets, taxedFee].map((net) => net.amount),
  )
  return {
    lines: lines.map((line, index) => ({ ...line, discount: discounts[index]!, tax: taxes[index]! })),
    subtotal,
    discount,
    shippingFee,
    shippingTax: taxes.at(-1)!,
    tax,
    total: add(add(subtract(subtotal, discount), shippingFee), tax),
  }
}

export const subtotalOf = (lines: readonly PricedLine[]): Money =>
  sum(
    lines.map((line) => line.lineTotal),
    lines[0]!.lineTotal.currency,
  )

function shippingFeeOf(subtotal: Money, { shipping }: CountryRates): Money {
  const { amount, currency } = subtotal
  const rate = Object.hasOwn(shipping, currency) ? shipping[currency]! : { fee: 0 }
  return { amount: rate.freeFrom !== undefined && amount >= rate.freeFrom ? 0 : rate.fee, currency }
}
