/** OpenSearch's answer as ours. */
import { availabilities } from '../../../../contracts/listed-product.ts'
import type { Count, PriceRange } from '../../domain/facets.ts'
import type { Dimension } from '../../domain/filters.ts'
import type { Found, Search } from '../../domain/search.ts'
import { suggestionsFor } from '../../domain/suggestions.ts'
import type { Source } from './mapping.ts'
import { DEEPEST } from './query.ts'

interface Bucket {
  readonly key: string
  readonly doc_count: number
  readonly from?: number
  readonly to?: number
}

export interface SearchAnswer {
  readonly hits: { readonly total: { readonly value: number }; readonly hits: readonly { readonly _source: Source }[] }
  readonly aggregations: Readonly<Record<Dimension, { readonly values: { readonly buckets: readonly Bucket[] } }>>
}

const MOST_RANGES = 6

export function foundIn({ hits, aggregations }: SearchAnswer, { text, limit, after }: Search): Found {
  const sources = hits.hits.map(({ _source }) => _source)
  const end = (after?.number ?? 0) + sources.length
  const last = sources.at(-1)
  const more = last && end < hits.total.value && end + limit <= DEEPEST
  const buckets = (dimension: Dimension) => aggregations[dimension].values.buckets
  return {
    ids: sources.map(({ id }) => id),
    total: hits.total.value,
    facets: {
      category: buckets('category').map(toCount),
      brand: buckets('brand').map(toCount),
      price: joined(buckets('price').filter(({ doc_count }) => doc_count > 0)),
      rating: buckets('rating')
        .map(({ from = 0, doc_count }) => ({ from: from / 100, count: doc_count }))
        .sort((a, b) => b.from - a.from),
      availability: availabilities.flatMap((value) =>
        buckets('availability')
          .filter(({ key }) => key === value)
          .map(toCount),
      ),
    },
    suggestions:
      text.trim() === ''
        ? []
        : suggestionsFor(text, { names: sources.map(({ names }) => names), corrected: new Map() }),
    ...(more ? { next: { id: last.id, number: end } } : {}),
  }
}

const toCount = ({ key, doc_count }: Bucket): Count => ({ value: key, count: doc_count })

/** Neighbouring ranges as a few with about the same number of products. */
function joined(buckets: readonly Bucket[]): PriceRange[] {
  const total = buckets.reduce((sum, { doc_count }) => sum + doc_count, 0)
  const ranges: { from: number; to: number | null; count: number }[] = []
  for (const { from = 0, to, doc_count } of buckets) {
    const open = ranges.at(-1)
    const end = to === undefined ? null : to - 1
    if (open && open.count < total / MOST_RANGES) Object.assign(open, { to: end, count: open.count + doc_count })
    else ranges.push({ from, to: end, count: doc_count })
  }
  return ranges
}
