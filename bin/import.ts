/** `npm run import -- FILE`: adds and changes products by a CSV or JSON Lines file of any size. Repeating it changes nothing. */
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { loadDotEnv } from './lib/dot-env.ts'
import { importParts, type Totals } from './lib/import/import-parts.ts'
import { partsOf, type SplitOptions } from './lib/import/parts.ts'
import { importerSession } from './lib/import/session.ts'
import { runningShop } from './lib/running-shop.ts'

const usage = `Usage: npm run import -- FILE.csv|FILE.jsonl [options]

  --columns sku:code,name:title   which column is which field, for a file with names of its own
  --delimiter semicolon           comma, semicolon, tab or pipe
  --currency GBP                  of rows that name none
  --category gifts                of new products that name none
  --only kind:product             only rows with this text in this column
  --report report.json            writes the whole report there

It goes into the shop that runs here. For another one set TRADEWIND_URL, and TRADEWIND_API_KEY to a key with catalog:write.`

loadDotEnv()
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    columns: { type: 'string' },
    delimiter: { type: 'string', default: 'comma' },
    currency: { type: 'string' },
    category: { type: 'string' },
    only: { type: 'string' },
    report: { type: 'string' },
  },
})
const file = positionals[0]
const url = process.env.TRADEWIND_URL ?? runningShop()?.url
if (!file || !existsSync(file)) stop(file ? `There is no file ${file}.` : usage)
const isCsv = /\.(csv|tsv|txt)$/i.test(file)
if (!isCsv && !/\.(jsonl|ndjson)$/i.test(file)) stop(`${file} is neither .csv nor .jsonl.`)
if (!url) stop('No shop is running here. Start one with "npm start", or set TRADEWIND_URL.')

const { report: reportFile, ...query } = values
const bar = new SingleBar({
  format: '{file} [{bar}] {percentage} % · {lines} lines · {duration} s',
  hideCursor: true,
  noTTYOutput: true,
  notTTYSchedule: 5000,
})
const started = performance.now()
try {
  bar.start(statSync(file).size, 0, { file: basename(file), lines: 0 })
  const split = { ...query, format: isCsv ? 'csv' : 'json-lines' } as SplitOptions
  const totals = await importParts(partsOf(file, split), {
    api: importerSession(url),
    contentType: isCsv ? 'text/csv' : 'application/x-ndjson',
    query,
    onProgress: ({ lines }, bytes) => bar.update(bytes, { lines }),
  })
  bar.stop()
  print(totals)
  if (reportFile) writeFileSync(reportFile, `${JSON.stringify(totals, null, 2)}\n`)
  process.exitCode = totals.failed > 0 ? 1 : 0
} catch (error) {
  bar.stop()
  stop(
    `The import stopped: ${error instanceof Error ? error.message : String(error)}\nRepeat it to go on: what is there is not changed again.`,
  )
}

function print({ errors, warnings, lines, ...counts }: Totals): void {
  const noted = [...errors, ...warnings].sort((a, b) => a.line - b.line)
  for (const { line, sku = '', code, message } of noted) {
    console.log(`line ${String(line).padStart(7)}  ${sku.padEnd(16)}  ${code.padEnd(17)}  ${message}`)
  }
  const all = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
  console.log(`\n${lines} lines in ${((performance.now() - started) / 1000).toFixed(1)} s: ${all.join(', ')}`)
}

function stop(why: string): never {
  console.error(why)
  process.exit(2)
}
