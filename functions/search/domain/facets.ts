import { availabilities } from '../../../contracts/listed-product.ts'
import type { Facts } from './document.ts'
import { type Dimension, type Filters, testsOf } from './filters.ts'

export interface Count {
  readonly value: string
  readonly count: number
}

/** Minor units, both inclusive, so that they can be sent back as `minPrice` and `maxPrice`; `to` null: no end. */
export interface PriceRange {
  readonly from: number
  readonly to: number | null
  readonly count: number
}

export interface Facets {
  readonly category: Count[]
  readonly brand: Count[]
  readonly price: PriceRange[]
  /** `from` stars and better. */
  readonly rating: { readonly from: number; readonly count: number }[]
  readonly availability: Count[]
}

/** Values of one facet that are worth showing. */
const MOST_VALUES = 30
const MOST_RANGES = 6

/** Splits products into those that pass all filters and, for each facet, those that fail no filter but the facet's own. */
export function narrow(products: readonly Facts[], filters: Filters): { passing: Facts[]; facets: Facets } {
  const tests = testsOf(filters)
  const passing: Facts[] = []
  const nearly = new Map<Dimension, Facts[]>(tests.map(([dimension]) => [dimension, []]))
  for (const facts of products) {
    const failed = tests.filter(([, test]) => !test(facts))
    if (failed.length === 0) passing.push(facts)
    else if (failed.length === 1) nearly.get(failed[0]![0])!.push(facts)
  }
  const of = (dimension: Dimension) => {
    const more = nearly.get(dimension)
    return more && more.length > 0 ? [...passing, ...more] : passing
  }
  return {
    passing,
    facets: {
      category: countsOf(of('category').flatMap(({ categories }) => categories)),
      brand: countsOf(of('brand').flatMap(({ brand }) => brand ?? [])),
      price: rangesOf(of('price').map(({ price }) => price)),
      rating: [4, 3, 2, 1].map((from) => ({
        from,
        count: of('rating').filter(({ rating }) => rating >= from * 100).length,
      })),
      availability: countsOf(of('availability').map(({ availability }) => availability)).sort(
        (a, b) => placeOf(a) - placeOf(b),
      ),
    },
  }
}

/** The best first. */
const placeOf = ({ value }: Count) => (availabilities as readonly string[]).indexOf(value)

function countsOf(values: readonly string[]): Count[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES)
}

/** A few ranges with round bounds and about the same number of products. */
export function rangesOf(prices: readonly number[]): PriceRange[] {
  if (prices.length === 0) return []
  const sorted = Float64Array.from(prices).sort()
  const bounds = new Set<number>()
  for (let part = 1; part < MOST_RANGES; part++) {
    const bound = roundBound(sorted[Math.floor((sorted.length * part) / MOST_RANGES)]!)
    if (bound > sorted[0]! && bound <= sorted.at(-1)!) bounds.add(bound)
  }
  const starts = [0, ...[...bounds].sort((a, b) => a - b)]
  return starts
    .map((from, index) => {
      const to = starts[index + 1]
      return { from, to: to === undefined ? null : to - 1, count: between(sorted, from, to) }
    })
    .filter(({ count }) => count > 0)
}

/** 1, 2 or 5 times a power of ten, or 1.5, 3, 7.5: what people read as round. */
function roundBound(price: number): number {
  if (price < 1) return 0
  const power = 10 ** Math.floor(Math.log10(price))
  const step = [1, 1.5, 2, 3, 5, 7.5].findLast((factor) => factor * power <= price) ?? 1
  return Math.round(step * power)
}

const between = (sorted: Float64Array, from: number, to = Number.POSITIVE_INFINITY) =>
  sorted.reduce((count, price) => (price >= from && price < to ? count + 1 : count), 0)
