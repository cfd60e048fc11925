/** Products with people's judgments of how well they fit a query; see PROVENANCE.md beside the data. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { SearchDocument } from '../../../functions/search/domain/document.ts'

/** The folder of the data set, beside the project unless the environment says otherwise; undefined where it is absent. */
export function esciFolder(): string | undefined {
  const folder = process.env.ESCI_DATA ?? new URL('../../../../shared/data/esci-150', import.meta.url).pathname
  return existsSync(join(folder, 'judgments.csv')) ? folder : undefined
}

interface Product {
  readonly asin: string
  readonly title: string
  readonly description: string | null
  readonly bullet_points: string | null
  readonly brand: string | null
  readonly color: string | null
  readonly category: readonly string[] | null
  /** USD */
  readonly price: number | null
  readonly rating: number | null
  readonly rating_count: number | null
}

export interface JudgedQuery {
  readonly id: string
  readonly text: string
  /** Gain by product: 1 exact, 0.1 substitute, 0.01 complement, 0 irrelevant. */
  readonly gains: ReadonlyMap<string, number>
}

export function readProducts(folder: string): Product[] {
  const lines = gunzipSync(readFileSync(join(folder, 'catalog.jsonl.gz'))).toString()
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Product)
}

export function readQueries(folder: string, file = 'judgments.csv'): JudgedQuery[] {
  const rows = parse(readFileSync(join(folder, file)), { columns: true }) as Record<string, string>[]
  const queries = new Map<string, { id: string; text: string; gains: Map<string, number> }>()
  for (const { query_id = '', query = '', asin = '', gain } of rows) {
    const known = queries.get(query_id) ?? { id: query_id, text: query, gains: new Map() }
    known.gains.set(asin, Number(gain))
    queries.set(query_id, known)
  }
  return [...queries.values()]
}

/** Every text of a product, as a search over one field sees it. */
export const wholeTextOf = ({ title, description, bullet_points, brand, color, category }: Product): string =>
  [title, description, bullet_points, brand, color, ...(category ?? [])].filter((text) => text).join(' ')

export const toDocument = (product: Product): SearchDocument => ({
  facts: {
    id: product.asin,
    revision: 1,
    names: [product.title],
    price: Math.round((product.price ?? 0) * 100),
    rating: Math.round((product.rating ?? 0) * 100),
    ratingCount: product.rating_count ?? 0,
    availability: 'in_stock',
    categories: product.category ?? [],
    brand: product.brand ?? undefined,
  },
  texts: {
    name: product.title,
    body: `${product.bullet_points ?? ''}\n${product.description ?? ''}`,
    brand: product.brand ?? '',
    category: (product.category ?? []).join('\n'),
    attributes: product.color ?? '',
  },
  codes: [product.asin.toLowerCase()],
})
