/** Measures the search core on judged queries, beside plain BM25 over the same texts. */
import { ProductIndex } from '../../../functions/search/domain/product-index.ts'
import { type Found, search } from '../../../functions/search/domain/search.ts'
import { decode, encode } from '../../../functions/search/engines/embedded/artefact.ts'
import { PlainBm25 } from './bm25.ts'
import { type JudgedQuery, readProducts, readQueries, toDocument, wholeTextOf } from './data.ts'
import { mean, ndcg, percentile, recall } from './measures.ts'
import { typosIn } from './typos.ts'

export interface Quality {
  /** NDCG of the first ten. */
  readonly ndcg: number
  /** Share of the exact products among the first fifty. */
  readonly recall: number
  /** Of each query, in their order. */
  readonly ndcgs: readonly number[]
}

export interface SearchBench {
  readonly products: number
  readonly queries: number
  readonly ours: Quality
  readonly bm25: Quality
  /** NDCG gain over BM25 in each of five parts of the queries: how much it depends on which ones are asked. */
  readonly gains: readonly number[]
  readonly typosFound: { readonly ours: number; readonly bm25: number; readonly of: number }
  /** CPU milliseconds of a warm search with facets and suggestions. */
  readonly milliseconds: { readonly median: number; readonly p95: number }
  /** CPU of all queries, over that of plain BM25 without facets and suggestions: the same on a quick and a slow machine. */
  readonly timesBm25: number
  readonly file: IndexFile
}

/** The published file of the index, and what it takes. */
export interface IndexFile {
  /** From texts to an index. */
  readonly buildMs: number
  readonly encodeMs: number
  readonly bytes: number
  readonly loadMs: number
  /** Of the loaded index. */
  readonly memoryBytes: number
}

const PARTS = 5
const TYPOS = 400
const TIMES = 4
const DEPTH = 50

/** @param rounds in which the time of each query is taken */
export async function benchSearch(folder: string, rounds = 3): Promise<SearchBench> {
  const products = readProducts(folder)
  const queries = readQueries(folder)
  const started = performance.now()
  const index = new ProductIndex()
  for (const product of products) index.put(toDocument(product))
  const buildMs = performance.now() - started
  const find = (text: string, limit = DEPTH): Found => search(index, { text, filters: {}, sort: 'relevance', limit })
  const plain = new PlainBm25(products.map((product) => ({ id: product.asin, text: wholeTextOf(product) })))
  const ours = qualityOf(queries, (text) => find(text, products.length).ids)
  const bm25 = qualityOf(queries, (text) => plain.search(text))
  return {
    products: products.length,
    queries: queries.length,
    ours,
    bm25,
    gains: Array.from({ length: PARTS }, (_, part) => gainOf(ours, bm25, part)),
    typosFound: typosFound(products, find, (text) => plain.search(text)),
    ...timesOf(
      queries,
      rounds,
      (text) => find(text, 20),
      (text) => plain.search(text),
    ),
    file: { buildMs, ...(await measureFile(index)) },
  }
}

function qualityOf(queries: readonly JudgedQuery[], find: (text: string) => string[]): Quality {
  const ranked = queries.map((query) => find(query.text))
  const ndcgs = queries.map((query, position) => ndcg(ranked[position]!, query))
  return { ndcg: mean(ndcgs), recall: mean(queries.map((query, position) => recall(ranked[position]!, query))), ndcgs }
}

function gainOf(ours: Quality, bm25: Quality, part: number): number {
  const inPart = (quality: Quality) => mean(quality.ndcgs.filter((_, position) => position % PARTS === part))
  return inPart(ours) / inPart(bm25) - 1
}

/** Found: among the first fifty is a product whose title has the word that was meant. */
function typosFound(
  products: readonly { asin: string; title: string }[],
  find: (text: string) => Found,
  plain: (text: string) => string[],
) {
  const titles = new Map(products.map(({ asin, title }) => [asin, title.toLowerCase()]))
  const typos = typosIn([...titles.values()], TYPOS)
  const share = (search: (text: string) => readonly string[]) =>
    typos.filter(({ word, typed }) => {
      const whole = new RegExp(`\\b${word}\\b`)
      return search(typed)
        .slice(0, DEPTH)
        .some((id) => whole.test(titles.get(id)!))
    }).length / typos.length
  return { ours: share((text) => find(text).ids), bm25: share(plain), of: typos.length }
}

/**
 * CPU time of this thread, the best of some rounds for each query: other work on the machine is left out. A round asks all
 * queries, so that a moment in which the processor is slow costs every query one of its rounds, not one query all of them;
 * and each some times at once, as the kernel may count in ticks of 4 ms. Each round asks BM25 all of them too: the sums of
 * one round were taken at the same speed of the processor, and ticks are nothing in them.
 */
function timesOf(
  queries: readonly JudgedQuery[],
  rounds: number,
  find: (text: string) => unknown,
  plain: (text: string) => unknown,
): Pick<SearchBench, 'milliseconds' | 'timesBm25'> {
  const best = queries.map(() => Number.POSITIVE_INFINITY)
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const ours = queries.map(({ text }) => cpuMsOf(() => find(text)))
    const theirs = queries.map(({ text }) => cpuMsOf(() => plain(text)))
    for (const [position, ms] of ours.entries()) best[position] = Math.min(best[position]!, ms)
    ratios.push(mean(ours) / mean(theirs))
  }
  return {
    milliseconds: { median: percentile(best, 0.5), p95: percentile(best, 0.95) },
    timesBm25: percentile(ratios, 0.5),
  }
}

/** Of one call, when it is made TIMES times. */
function cpuMsOf(call: () => unknown): number {
  const before = process.threadCpuUsage()
  for (let time = 0; time < TIMES; time++) call()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000 / TIMES
}

async function measureFile(index: ProductIndex): Promise<Omit<IndexFile, 'buildMs'>> {
  const before = performance.now()
  const bytes = await encode(index, 1)
  const encoded = performance.now()
  const heap = heapAfterCollection()
  const loaded = await decode(bytes)
  const loadMs = performance.now() - encoded
  const memoryBytes = heapAfterCollection() - heap
  if (loaded?.index.facts.size !== index.facts.size) throw new Error('The loaded index is not the one that was stored')
  return { encodeMs: encoded - before, bytes: bytes.length, loadMs, memoryBytes }
}

/** NaN unless node runs with --expose-gc. */
function heapAfterCollection(): number {
  if (!globalThis.gc) return Number.NaN
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
