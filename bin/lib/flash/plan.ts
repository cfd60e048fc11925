/** Who comes when, for what, and how: the same for the same seed. Pure. */
import { Random } from '../sums/random.ts'

export interface FlashOptions {
  readonly buyers: number
  /** Units on sale, over all skus. */
  readonly units: number
  readonly skus: number
  /** Arrivals a second. */
  readonly rate: number
  /** Share of the buyers who send their order twice. */
  readonly duplicates: number
  /** Share of the buyers whose card is declined: their units go to somebody who comes later. */
  readonly declined: number
  /** Rows that the stock of each sku is spread over. */
  readonly spread: number
  /** Orders of something else before the sale, so that functions have started. */
  readonly warmUp: number
  readonly seed: number
}

export interface Arrival {
  /** Milliseconds after the sale began. */
  readonly at: number
  readonly buyer: number
  readonly sku: number
  readonly isDuplicate: boolean
  readonly isDeclined: boolean
}

/** A hasty second click comes within this time. */
const DUPLICATE_WITHIN_MS = 300

/** In the order of their time. Arrivals are evenly apart, whatever the shop answers: an open loop. */
export function planArrivals({ buyers, skus, rate, duplicates, declined, seed }: FlashOptions): Arrival[] {
  const random = new Random(seed)
  const arrivals: Arrival[] = []
  for (let buyer = 0; buyer < buyers; buyer++) {
    const at = (buyer / rate) * 1000
    const sku = random.between(0, skus - 1)
    const isDeclined = random.next() < declined
    const first = { at, buyer, sku, isDeclined, isDuplicate: false }
    arrivals.push(first)
    if (random.next() < duplicates) {
      arrivals.push({ ...first, at: at + random.next() * DUPLICATE_WITHIN_MS, isDuplicate: true })
    }
  }
  return arrivals.sort((a, b) => a.at - b.at)
}

/** As even as can be. */
export const unitsOf = ({ units, skus }: Pick<FlashOptions, 'units' | 'skus'>, sku: number): number =>
  Math.floor(units / skus) + (sku < units % skus ? 1 : 0)
