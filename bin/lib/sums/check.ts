/** Whether the books agree, order by order. Pure. */
import { type Entry, sum } from './books.ts'

/** What the shop may keep of an order: its total less what was called off, refunded and returned. */
const kept = ({ total, calledOff, refunds, returns }: Entry) => total - calledOff - refunds - returns

/** What does not hold of one order; nothing when all of it does. */
export function differencesOf(entry: Entry): string[] {
  const { captured, refunded, providerCaptured, providerRefunded, isMoving, status } = entry
  return [
    ...(isMoving ? [`is still moving (${status})`] : []),
    ...(captured - refunded === kept(entry) ? [] : [`keeps ${captured - refunded}, but is worth ${kept(entry)}`]),
    ...(captured === providerCaptured ? [] : [`captured ${captured}, the provider ${providerCaptured}`]),
    ...(refunded === providerRefunded ? [] : [`refunded ${refunded}, the provider ${providerRefunded}`]),
    ...(refunded <= captured ? [] : [`refunded ${refunded} of ${captured}`]),
  ]
}

export interface Sums {
  readonly orders: number
  readonly totals: number
  readonly calledOff: number
  readonly refunds: number
  readonly returns: number
  readonly kept: number
  readonly captured: number
  readonly refunded: number
  readonly providerCaptured: number
  readonly providerRefunded: number
}

export function sumsOf(entries: readonly Entry[]): Sums {
  const of = (
    field:
      | 'total'
      | 'calledOff'
      | 'refunds'
      | 'returns'
      | 'captured'
      | 'refunded'
      | 'providerCaptured'
      | 'providerRefunded',
  ) => sum(entries.map((entry) => entry[field]))
  return {
    orders: entries.length,
    totals: of('total'),
    calledOff: of('calledOff'),
    refunds: of('refunds'),
    returns: of('returns'),
    kept: sum(entries.map(kept)),
    captured: of('captured'),
    refunded: of('refunded'),
    providerCaptured: of('providerCaptured'),
    providerRefunded: of('providerRefunded'),
  }
}

/** Units that left for good, by product. */
export function unitsSold(entries: readonly Entry[]): Map<number, number> {
  const units = new Map<number, number>()
  for (const entry of entries) {
    for (const [product, count] of entry.units) units.set(product, (units.get(product) ?? 0) + count)
  }
  return units
}
