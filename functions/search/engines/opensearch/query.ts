/** A search as OpenSearch's query language says it. */
import { type Dimension, dimensions, type Filters } from '../../domain/filters.ts'
import { lackOf } from '../../domain/negation.ts'
import { parseQuery, type Query } from '../../domain/query.ts'
import type { Search } from '../../domain/search.ts'
import type { Sort } from '../../domain/sorts.ts'

/** OpenSearch's own limit of `from` + `size`. */
export const DEEPEST = 10_000
const MOST_VALUES = 30
/** Bounds of price ranges, minor units; neighbours are joined to a few ranges. */
export const priceBounds = [1, 2, 3, 4, 5, 6].flatMap((power) => [1, 2, 5].map((factor) => factor * 10 ** power))

const fields = ['name^3', 'name.cjk^3', 'brand^2', 'category', 'category.cjk', 'body', 'body.cjk', 'attributes^0.5']

export function requestOf({ text, filters, sort, limit, after }: Search): object {
  const tests = testsOf(filters)
  const all = [...tests.values()]
  const from = Math.min(after?.number ?? 0, DEEPEST - limit)
  return {
    from,
    size: limit,
    track_total_hits: true,
    _source: ['id', 'names'],
    query: queryOf(parseQuery(text)),
    // After the facets were counted: each counts under all filters but its own.
    ...(all.length > 0 ? { post_filter: { bool: { filter: all } } } : {}),
    sort: orderOf(sort, text),
    aggs: Object.fromEntries(dimensions.map((dimension) => [dimension, countUnderOthers(tests, dimension)])),
  }
}

function queryOf(query: Query): object {
  const { words, unwanted, lastIsOpen, code } = query
  if (words.length === 0 && !code) return { match_all: {} }
  const wanted = words.join(' ')
  const positive = {
    bool: {
      should: [
        {
          multi_match: {
            query: wanted,
            fields,
            type: 'most_fields',
            fuzziness: 'AUTO:3,8',
            prefix_length: 1,
            minimum_should_match: '2<70%',
          },
        },
        { match_phrase: { name: { query: wanted, slop: 1, boost: 2 } } },
        ...(lastIsOpen
          ? [{ multi_match: { query: wanted, fields: ['name^3', 'brand^2'], type: 'bool_prefix', operator: 'and' } }]
          : []),
        ...(code ? [{ term: { codes: { value: code, boost: 20 } } }] : []),
      ],
      minimum_should_match: 1,
    },
  }
  if (unwanted.length === 0) return positive
  const lacking = { terms: { lacks: unwanted.map(lackOf), boost: 5 } }
  return {
    boosting: {
      positive: { bool: { must: [positive], should: [lacking] } },
      negative: { bool: { must: [{ match: { name: unwanted.join(' ') } }], must_not: [lacking] } },
      negative_boost: 0.6,
    },
  }
}

function testsOf({ category, brand, minPrice, maxPrice, rating, inStock }: Filters): Map<Dimension, object> {
  const price = {
    ...(minPrice === undefined ? {} : { gte: minPrice }),
    ...(maxPrice === undefined ? {} : { lte: maxPrice }),
  }
  const tests: [Dimension, object | undefined][] = [
    ['category', category === undefined ? undefined : { term: { categories: category } }],
    ['brand', brand === undefined ? undefined : { term: { brandOrder: brand.toLowerCase() } }],
    ['price', Object.keys(price).length > 0 ? { range: { price } } : undefined],
    ['rating', rating === undefined ? undefined : { range: { rating: { gte: rating * 100 } } }],
    ['availability', inStock ? { terms: { availability: ['in_stock', 'low'] } } : undefined],
  ]
  return new Map(tests.filter((entry): entry is [Dimension, object] => entry[1] !== undefined))
}

const counts: Readonly<Record<Dimension, object>> = {
  category: { terms: { field: 'categories', size: MOST_VALUES } },
  brand: { terms: { field: 'brandName', size: MOST_VALUES } },
  price: {
    range: {
      field: 'price',
      ranges: [0, ...priceBounds].map((from, position) => {
        const to = priceBounds[position]
        return to === undefined ? { from } : { from, to }
      }),
    },
  },
  rating: { range: { field: 'rating', ranges: [4, 3, 2, 1].map((stars) => ({ from: stars * 100 })) } },
  availability: { terms: { field: 'availability', size: 3 } },
}

function countUnderOthers(tests: ReadonlyMap<Dimension, object>, own: Dimension): object {
  const others = [...tests].filter(([dimension]) => dimension !== own).map(([, test]) => test)
  return { filter: { bool: { filter: others } }, aggs: { values: counts[own] } }
}

const newest = { id: 'desc' }

function orderOf(sort: Sort, text: string): object[] {
  if (sort === 'relevance') return text.trim() === '' ? [newest] : [{ _score: 'desc' }, newest]
  if (sort === 'newest') return [newest]
  if (sort === 'rating') return [{ rating: 'desc' }, { ratingCount: 'desc' }, newest]
  if (sort === 'name') return [{ nameOrder: 'asc' }, newest]
  return [{ price: sort === 'price' ? 'asc' : 'desc' }, newest]
}
