/** `npm run sums -- --purchases 1000 [--seed 7]`: buys and gives back at random, then holds all books against each other. */
import { parseArgs } from 'node:util'
import { SingleBar } from 'cli-progress'
import { Api } from './lib/api.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { runningShop } from './lib/running-shop.ts'
import { startShopProcess } from './lib/shop-process.ts'
import { sumsTable } from './lib/sums/report.ts'
import { runSums } from './lib/sums/run-sums.ts'

loadDotEnv()
const { values } = parseArgs({
  options: {
    purchases: { type: 'string', default: '100' },
    /** Of what happens; a run prints its own, so that it can be repeated. */
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Purchases under way at a time. */
    width: { type: 'string', default: '8' },
    /** Use an ephemeral shop of its own even when one is running. */
    own: { type: 'boolean', default: false },
  },
})
const [purchases, seed, width] = [values.purchases, values.seed, values.width].map(Number) as [number, number, number]
if (![purchases, seed, width].every(Number.isSafeInteger) || purchases < 1 || width < 1) {
  console.error('Usage: npm run sums -- [--purchases 100] [--seed 7] [--width 8] [--own]')
  process.exit(2)
}

const running = values.own ? undefined : runningShop()
if (!running) console.log('Starting a shop that keeps nothing …')
const own = running ? undefined : await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
try {
  process.exitCode = (await run(running ?? own!)) ? 0 : 1
} finally {
  await own?.stop()
}

async function run({ url, endpoint }: { url: string; endpoint: string }): Promise<boolean> {
  console.log(`${purchases} purchases, ${width} at a time, seed ${seed}`)
  const format = '{phase} [{bar}] {value}/{total} · {duration} s'
  const bar = new SingleBar({ format, hideCursor: true, noTTYOutput: true, notTTYSchedule: 5000 })
  const started = performance.now()
  bar.start(purchases, 0, { phase: 'purchases' })
  const onProgress = (phase: string, done: number) => bar.update(done, { phase: phase.padEnd(9) })
  const report = await runSums({
    api: new Api(url),
    endpoint,
    purchases,
    seed,
    width,
    quietSeconds: 60,
    onProgress,
  }).finally(() => bar.stop())
  console.log(`\nDone in ${((performance.now() - started) / 1000).toFixed(1)} s\n\n${sumsTable(report)}`)
  return report.differences.length === 0
}
