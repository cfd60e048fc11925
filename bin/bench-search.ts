/** `npm run bench:search`: how good and how fast search is on products with judged queries. Needs the ESCI data. */
import { availableParallelism, cpus } from 'node:os'
import { esciFolder } from './lib/bench-search/data.ts'
import { benchSearch } from './lib/bench-search/run.ts'

const folder = esciFolder()
if (!folder) {
  console.log('Skipped: the judged queries (esci-150) are not on this machine. Set ESCI_DATA to their folder.')
} else {
  const { products, queries, ours, bm25, gains, typosFound, milliseconds, timesBm25, file } = await benchSearch(folder)
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const row = (what: string, mine: string, theirs: string) =>
    console.log(`${what.padEnd(52)}${mine.padStart(10)}${theirs.padStart(12)}`)
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
  )
  console.log(`${products} products, ${queries} judged queries`)
  row('', 'Tradewind', 'plain BM25')
  row('NDCG@10, unjudged products left out', ours.ndcg.toFixed(4), bm25.ndcg.toFixed(4))
  row('recall@50 of exact products', ours.recall.toFixed(4), bm25.recall.toFixed(4))
  row(`found with one typing error (${typosFound.of} words)`, percent(typosFound.ours), percent(typosFound.bm25))
  console.log(
    `NDCG@10 is ${percent(ours.ndcg / bm25.ndcg - 1)} better; by fifths of the queries: ${gains.map(percent).join(', ')}`,
  )
  console.log(
    `warm search with facets and suggestions: median ${milliseconds.median.toFixed(1)} ms, p95 ${milliseconds.p95.toFixed(1)} ms of CPU, ` +
      `${timesBm25.toFixed(1)} times plain BM25 without either`,
  )
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  console.log(
    `index file: ${megabytes(file.bytes)}, loaded in ${file.loadMs.toFixed(0)} ms, then ${megabytes(file.memoryBytes)} of memory; ` +
      `written in ${file.encodeMs.toFixed(0)} ms, made of all texts in ${(file.buildMs / 1000).toFixed(1)} s`,
  )
}
