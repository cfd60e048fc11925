import type { CouponProblem } from '../../../contracts/coupon.ts'
import type { Money } from '../../../contracts/money.ts'
import { equals, min, multiply, subtract, sum, zero } from '../../shared/money.ts'
import type { Cart, Line } from './cart.ts'

/** What the catalog says of a sku. */
export interface Quote {
  readonly status: 'active' | 'unavailable' | 'unknown' | 'ambiguous'
  readonly item?:
    | {
        readonly sku: string
        readonly productId: string
        readonly name: string
        readonly unitPrice: Money
        readonly available: number | null
      }
    | undefined
}

export const lineProblems = ['OUT_OF_STOCK', 'PRICE_CHANGED', 'UNAVAILABLE'] as const
export type LineProblem = (typeof lineProblems)[number]

export interface PricedLine {
  readonly sku: string
  readonly productId: string
  readonly name: string
  readonly quantity: number
  readonly unitPrice: Money
  readonly lineTotal: Money
  readonly problem?: LineProblem
}

/** What the coupon does to the cart; `problem` says why it takes nothing off. */
export interface PricedCoupon {
  readonly code: string
  readonly freeShipping: boolean
  readonly problem?: CouponProblem | 'PROVIDER_UNAVAILABLE'
  /** The problem for people. */
  readonly detail?: string
}

export interface PricedCart {
  readonly id: string
  readonly lines: readonly PricedLine[]
  /** Of the lines that the shop still sells. */
  readonly subtotal: Money
  readonly discount: Money
  readonly coupon?: PricedCoupon
  readonly total: Money
  readonly itemCount: number
  readonly version: number
}

const DEFAULT_CURRENCY = 'USD'

/** The cart at today's prices. @param quotes by sku */
export function priceCart(cart: Cart, quotes: ReadonlyMap<string, Quote>): PricedCart {
  const currency = currencyOf(cart, quotes)
  const lines = cart.lines.map((line) => priceLine(line, quotes.get(line.sku), currency))
  const sold = lines.filter(({ problem }) => problem !== 'UNAVAILABLE')
  const subtotal = sum(
    sold.map(({ lineTotal }) => lineTotal),
    currency,
  )
  const discount = zero(currency)
  return {
    id: cart.id,
    lines,
    subtotal,
    discount,
    total: subtract(subtotal, discount),
    itemCount: lines.reduce((count, { quantity }) => count + quantity, 0),
    version: cart.version,
  }
}

/** @param discount of the subtotal; never more than it is */
export function discounted(cart: PricedCart, coupon: PricedCoupon, discount: Money): PricedCart {
  const taken = min(discount, cart.subtotal)
  return { ...cart, coupon, discount: taken, total: subtract(cart.subtotal, taken) }
}

/** An order has one currency: that of the first line which is sold. */
function currencyOf(cart: Cart, quotes: ReadonlyMap<string, Quote>): string {
  const first = cart.lines.map(({ sku }) => quotes.get(sku)).find((quote) => quote?.status === 'active')
  return first?.item?.unitPrice.currency ?? DEFAULT_CURRENCY
}

function priceLine(line: Line, quote: Quote | undefined, currency: string): PricedLine {
  const { sku, productId, quantity } = line
  const item = quote?.item
  const unitPrice = item?.unitPrice ?? line.priceSeen
  const problem = problemOf(line, quote, currency)
  return {
    sku,
    productId,
    name: item?.name ?? line.name,
    quantity,
    unitPrice,
    lineTotal: multiply(unitPrice, quantity),
    ...(problem ? { problem } : {}),
  }
}

function problemOf(line: Line, quote: Quote | undefined, currency: string): LineProblem | undefined {
  if (quote?.status !== 'active' || !quote.item) return 'UNAVAILABLE'
  const { available, unitPrice } = quote.item
  if (unitPrice.currency !== currency) return 'UNAVAILABLE'
  if (available !== null && available < line.quantity) return 'OUT_OF_STOCK'
  return equals(unitPrice, line.priceSeen) ? undefined : 'PRICE_CHANGED'
}
