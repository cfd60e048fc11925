/** From what was asked for and what the catalog says to an order. Pure. */
import type { PostalAddress } from '../../../contracts/address.ts'
import { MAX_AMOUNT, type Money } from '../../../contracts/money.ts'
import { MAX_QUANTITY } from '../../../contracts/quantity.ts'
import { type FieldError, Problem } from '../../shared/errors.ts'
import { multiply } from '../../shared/money.ts'
import type { CouponUse, Order } from './order.ts'
import { orderNumberOf } from './order-number.ts'
import { defaultRates } from './tax-and-shipping/default-rates.ts'
import { type Rates, ratesFor } from './tax-and-shipping/rates.ts'
import { type PricedLine, type Reduction, totalsOf } from './totals.ts'

export interface WantedItem {
  /** A sku, or a product id. */
  readonly reference: string
  readonly quantity: number
}

export interface Quote {
  readonly reference: string
  readonly status: 'active' | 'unavailable' | 'unknown' | 'ambiguous'
  readonly item?:
    | { sku: string; productId: string; name: string; unitPrice: Money; maxPerCustomer?: number | undefined }
    | undefined
}

export interface Shortage {
  readonly sku: string
  readonly requested: number
  readonly available: number
}

/** Lines of the same sku as one, in the order first named: stock is checked against their sum. */
export function mergeItems(items: readonly WantedItem[]): WantedItem[] {
  const quantities = new Map<string, number>()
  for (const { reference, quantity } of items) quantities.set(reference, (quantities.get(reference) ?? 0) + quantity)
  return [...quantities].map(([reference, quantity]) => ({ reference, quantity }))
}

const whyNot: Record<Exclude<Quote['status'], 'active'>, string> = {
  unavailable: 'It cannot be bought any more.',
  unknown: 'There is no such product.',
  ambiguous: 'It comes in several variants: name the sku of one.',
}

/** @throws {Problem} UNAVAILABLE naming each line that cannot be bought; VALIDATION_FAILED for amounts out of range. */
export function priceLines(wanted: readonly WantedItem[], quotes: readonly Quote[]): PricedLine[] {
  const byReference = new Map(quotes.map((quote) => [quote.reference, quote]))
  const errors: FieldError[] = []
  const lines = new Map<string, PricedLine>()
  for (const { reference, quantity } of wanted) {
    const quote = byReference.get(reference) ?? { reference, status: 'unknown' as const }
    if (quote.status !== 'active' || !quote.item) {
      errors.push({ path: reference, message: whyNot[quote.status === 'active' ? 'unknown' : quote.status] })
      continue
    }
    const known = lines.get(quote.item.sku)
    lines.set(quote.item.sku, lineOf(quote.item, quantity + (known?.quantity ?? 0)))
  }
  if (errors.length > 0) throw new Problem('UNAVAILABLE', 'Some lines cannot be bought; see errors.', { errors })
  const all = [...lines.values()]
  assertInRange(all)
  return all
}

/** @throws {Problem} OUT_OF_STOCK naming each line. */
export function assertInStock(shortages: readonly Shortage[]): void {
  if (shortages.length === 0) return
  throw new Problem('OUT_OF_STOCK', 'There is not enough stock of some lines; see errors.', {
    errors: shortages.map(({ sku, requested, available }) => ({
      path: sku,
      message: `${requested} wanted, ${Math.max(available, 0)} available`,
    })),
  })
}

/** @throws {Problem} VALIDATION_FAILED for a total out of range. */
export function newOrder(parts: {
  id: string
  customerId: string
  /** For the history. */
  by: string
  lines: readonly PricedLine[]
  shippingAddress: PostalAddress
  note?: string | undefined
  coupon?: { readonly use: CouponUse; readonly reduction: Reduction } | undefined
  /** Units by product id, of those with a limit. */
  limited?: Readonly<Record<string, number>> | undefined
  /** ISO 8601 UTC */
  at: string
  rates?: Rates
}): Order {
  const { id, customerId, by, lines, shippingAddress, note, coupon, limited, at, rates = defaultRates } = parts
  const totals = totalsOf(lines, ratesFor(shippingAddress.country, rates), coupon?.reduction)
  if (totals.total.amount > MAX_AMOUNT) throw tooLarge()
  return {
    id,
    number: orderNumberOf(id),
    customerId,
    status: 'PENDING',
    ...totals,
    ...(coupon ? { coupon: coupon.use } : {}),
    ...(limited ? { limited: { units: limited } } : {}),
    shippingAddress,
    ...(note ? { note } : {}),
    history: [{ status: 'PENDING', at, by }],
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
}

const lineOf = (item: NonNullable<Quote['item']>, quantity: number): PricedLine => ({
  sku: item.sku,
  productId: item.productId,
  name: item.name,
  quantity,
  unitPrice: item.unitPrice,
  lineTotal: multiply(item.unitPrice, quantity),
})

function assertInRange(lines: readonly PricedLine[]): void {
  const tooMany = lines.filter((line) => line.quantity > MAX_QUANTITY)
  if (tooMany.length > 0) {
    throw new Problem('VALIDATION_FAILED', `One order takes at most ${MAX_QUANTITY} of a sku.`, {
      errors: tooMany.map((line) => ({ path: line.sku, message: `${line.quantity} in all lines together` })),
    })
  }
  if (new Set(lines.map((line) => line.unitPrice.currency)).size > 1) {
    throw new Problem('VALIDATION_FAILED', 'One order takes products of one currency. Order them separately.')
  }
  if (lines.reduce((sum, line) => sum + line.lineTotal.amount, 0) > MAX_AMOUNT) {
    throw tooLarge()
  }
}

const tooLarge = () =>
  new Problem('VALIDATION_FAILED', `One order comes to at most ${MAX_AMOUNT} minor units. Order in parts.`)
