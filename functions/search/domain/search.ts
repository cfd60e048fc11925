/** One search over the index: rank, filter, count, order, cut out a page. */
import type { Facts } from './document.ts'
import { type Facets, narrow } from './facets.ts'
import type { Filters } from './filters.ts'
import type { ProductIndex } from './product-index.ts'
import { parseQuery } from './query.ts'
import { type Ranked, type Ranking, rank } from './rank.ts'
import { orders, type Sort } from './sorts.ts'
import { suggestionsFor } from './suggestions.ts'

export interface Search {
  /** What was typed; empty: every product. */
  readonly text: string
  readonly filters: Filters
  readonly sort: Sort
  readonly limit: number
  readonly after?: Position | undefined
}

/** Where a page ended. The index may have changed since: the product counts, and the number where it is gone. */
export interface Position {
  readonly id: string
  readonly number: number
}

export interface Found {
  readonly ids: string[]
  /** Products that match, on all pages. */
  readonly total: number
  readonly facets: Facets
  readonly suggestions: string[]
  /** Absent on the last page. */
  readonly next?: Position
}

/** Share of what the best product has of the query. */
const CLOSE = 0.8
/** Products whose names make suggestions. */
const SUGGESTED_BY = 100

export function search(index: ProductIndex, { text, filters, sort, limit, after }: Search): Found {
  const query = parseQuery(text)
  const ranking = query.words.length === 0 && !query.code ? everything(index) : rank(index, query)
  const matching = sort === 'relevance' ? ranking.products : closest(ranking.products)
  const { passing, facets } = narrow(
    matching.map(({ facts }) => facts),
    filters,
  )
  const ordered = inOrder(passing, sort, text)
  const start = startOf(ordered, after)
  const page = ordered.slice(start, start + limit)
  const end = start + page.length
  return {
    ids: page.map(({ id }) => id),
    total: ordered.length,
    facets,
    suggestions:
      text.trim() === ''
        ? []
        : suggestionsFor(text, {
            names: ranking.products.slice(0, SUGGESTED_BY).map(({ facts }) => facts.names),
            corrected: ranking.corrected,
          }),
    ...(end < ordered.length && page.length > 0 ? { next: { id: page.at(-1)!.id, number: end } } : {}),
  }
}

const everything = (index: ProductIndex): Ranking => ({
  products: [...index.facts.values()].map((facts) => ({ facts, score: 0, share: 1 })),
  corrected: new Map(),
})

/** In another order than by relevance a weak match would come first: only those about as good as the best are left. */
function closest(products: readonly Ranked[]): readonly Ranked[] {
  const best = products.reduce((most, { share }) => Math.max(most, share), 0)
  return products.filter(({ share }) => share >= CLOSE * best)
}

/** Without words nothing is more relevant than the rest: the newest come first. */
function inOrder(products: Facts[], sort: Sort, text: string): Facts[] {
  if (sort === 'relevance' && text.trim() !== '') return products
  return products.sort(orders[sort === 'relevance' ? 'newest' : sort])
}

function startOf(ordered: readonly Facts[], after: Position | undefined): number {
  if (!after) return 0
  const at = ordered.findIndex(({ id }) => id === after.id)
  return at >= 0 ? at + 1 : Math.min(after.number, ordered.length)
}
