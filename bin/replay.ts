/** `npm run replay -- FILE`: replays a retailer's order lines through the shop. Running it again continues. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { defaultPassword } from './demo-data/accounts.ts'
import { Api } from './lib/api.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { Journal } from './lib/replay/journal.ts'
import { readInvoices } from './lib/replay/read-invoices.ts'
import { replay } from './lib/replay/replay.ts'
import { compare } from './lib/replay/report.ts'
import { runningShop } from './lib/running-shop.ts'
import { defaultDataFolder } from './lib/shop-file.ts'
import { startShopProcess } from './lib/shop-process.ts'

loadDotEnv()
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    /** Orders under way at a time. */
    width: { type: 'string', default: '6' },
    /** Use an ephemeral shop of its own even when one is running. */
    own: { type: 'boolean', default: false },
  },
})
const file = positionals[0]
if (!file || !existsSync(file)) {
  console.error(file ? `There is no file ${file}.` : 'Usage: npm run replay -- FILE.csv[.gz] [--width 6] [--own]')
  process.exit(2)
}

const { invoices, refusals, rows } = await readInvoices(file)
console.log(`${rows} rows: ${invoices.length} invoices, ${refusals.length} refused rows`)
const running = values.own ? undefined : runningShop()
const scratch = running ? undefined : mkdtempSync(join(tmpdir(), 'tradewind-replay-'))
if (!running) console.log('No shop is running: starting one that keeps nothing …')
const shop = running ?? (await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] }))
try {
  process.exitCode = (await run(shop.url)) ? 0 : 1
} finally {
  if (!running && 'stop' in shop) await (shop as { stop(): Promise<void> }).stop()
  if (scratch) rmSync(scratch, { recursive: true })
}

async function run(url: string): Promise<boolean> {
  const api = new Api(url)
  const content = createHash('sha256').update(readFileSync(file!)).digest('hex').slice(0, 16)
  const journal = new Journal(join(scratch ?? defaultDataFolder(), 'replay', `${content}.jsonl`))
  const started = performance.now()
  const bar = new SingleBar({
    format: '{phase} [{bar}] {value}/{total} · {duration} s',
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5000,
  })
  let phase = ''
  await replay({
    api,
    staff: staffSession(api),
    invoices,
    journal,
    width: Number(values.width),
    onProgress(name, done, total) {
      if (name !== phase) {
        bar.stop()
        bar.start(total, done, { phase: name.padEnd(8) })
        phase = name
      }
      bar.update(done)
    },
  })
  bar.stop()
  const report = await compare(await staffSession(api)(), invoices, journal)
  const returned = [...journal.returned.values()].flatMap(({ invoice, refusals }) =>
    refusals.map((refusal) => ({ invoice, ...refusal })),
  )
  console.log(`\nReplayed in ${((performance.now() - started) / 1000).toFixed(1)} s\n\nRefused rows`)
  for (const { line, invoice, reason } of [...refusals, ...returned].sort((a, b) => a.line - b.line)) {
    console.log(`  line ${String(line).padStart(6)}  ${invoice.padEnd(8)}  ${reason}`)
  }
  console.log(`\n${''.padEnd(44)}${'file'.padStart(12)}${'shop'.padStart(12)}`)
  for (const { what, file: expected, shop: found } of report.comparisons) {
    console.log(
      `${expected === found ? '✓' : '✗'} ${what.padEnd(42)}${String(expected).padStart(12)}${String(found).padStart(12)}`,
    )
  }
  for (const difference of report.differences) console.log(`✗ ${difference}`)
  return (
    report.differences.length === 0 && report.comparisons.every(({ file: expected, shop: found }) => expected === found)
  )
}

/** Logs in again before the token ends: a large file takes longer than 15 minutes. */
function staffSession(api: Api): () => Promise<Api> {
  let session: { api: Promise<Api>; until: number } | undefined
  return () => {
    if (!session || session.until < Date.now()) session = { api: login(), until: Date.now() + 10 * 60_000 }
    return session.api
  }
  async function login(): Promise<Api> {
    const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
    const { accessToken } = await api.call('POST', '/api/users/login', { email: 'staff@tradewind.example', password })
    return api.as(accessToken)
  }
}
