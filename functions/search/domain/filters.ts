import type { Facts } from './document.ts'

export interface Filters {
  /** Slug of a category: itself and those below. */
  readonly category?: string | undefined
  readonly brand?: string | undefined
  /** Minor units, inclusive. */
  readonly minPrice?: number | undefined
  readonly maxPrice?: number | undefined
  /** Stars at least. */
  readonly rating?: number | undefined
  readonly inStock?: boolean | undefined
}

/** What can be filtered by on its own: a facet counts under all filters but its own. */
export const dimensions = ['category', 'brand', 'price', 'rating', 'availability'] as const
export type Dimension = (typeof dimensions)[number]

type Test = (facts: Facts) => boolean

/** The filters that are set, as tests. */
export function testsOf(filters: Filters): [Dimension, Test][] {
  const { category, brand, minPrice = 0, maxPrice = Number.POSITIVE_INFINITY, rating, inStock } = filters
  const wantedBrand = brand?.toLowerCase()
  const tests: [Dimension, Test | undefined][] = [
    ['category', category === undefined ? undefined : (facts) => facts.categories.includes(category)],
    ['brand', wantedBrand === undefined ? undefined : (facts) => facts.brand?.toLowerCase() === wantedBrand],
    [
      'price',
      filters.minPrice === undefined && filters.maxPrice === undefined
        ? undefined
        : ({ price }) => price >= minPrice && price <= maxPrice,
    ],
    ['rating', rating === undefined ? undefined : (facts) => facts.rating >= rating * 100],
    ['availability', inStock ? (facts) => facts.availability !== 'out' : undefined],
  ]
  return tests.filter((entry): entry is [Dimension, Test] => entry[1] !== undefined)
}
