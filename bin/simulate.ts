/**
 * `npm run simulate -- --seeds 5000 [--from 1] [--threads 2] [--json]`: so many random worlds, until one breaks a rule.
 * `npm run simulate -- --seed 17`: one of them again, with its history.
 */
import { parseArgs } from 'node:util'
import type { SeedResult } from '../test/simulation/run-seed.ts'
import { replay, type Summary, simulate } from '../test/simulation/simulate.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    threads: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const whole = (name: string, text: string): number => {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Error(`--${name} is "${text}": give a whole number above 0`)
}

const REPORT_EVERY_MS = 5_000

if (values.seed !== undefined) show(await replay(whole('seed', values.seed)))
else await runMany(whole('from', values.from), whole('seeds', values.seeds))

async function runMany(from: number, seeds: number): Promise<void> {
  const say = values.json ? () => {} : console.log
  let [done, saidAt] = [0, Date.now()]
  const started = Date.now()
  const threads = values.threads === undefined ? {} : { threads: whole('threads', values.threads) }
  const summary = await simulate({ from, seeds, ...threads }, () => {
    done++
    if (Date.now() - saidAt < REPORT_EVERY_MS) return
    saidAt = Date.now()
    say(`${done} of ${seeds} seeds, ${(done / ((saidAt - started) / 1000)).toFixed(0)} a second`)
  })
  if (values.json) console.log(JSON.stringify(summaryOf(summary)))
  else tell(summary)
  if (!summary.failed) return
  process.exitCode = 1
  if (!values.json) show(await replay(summary.failed.seed))
}

/** For programs: what was run and, where one failed, the first seed that did with the rule that it broke. */
function summaryOf({ seeds, seconds, failed, endings, digest }: Summary) {
  const found = failed ? { failedSeed: failed.seed, brokenRule: failed.broken } : {}
  return { seeds, seconds: Number(seconds.toFixed(1)), orders: endings, digest, ...found }
}

function tell({ seeds, seconds, endings, events }: Summary): void {
  const orders = Object.entries(endings).sort(([, a], [, b]) => b - a)
  const total = orders.reduce((sum, [, count]) => sum + count, 0)
  console.log(`${seeds} seeds in ${seconds.toFixed(1)} s: ${(seeds / seconds).toFixed(0)} a second, ${events} events`)
  console.log(`${total} orders: ${orders.map(([status, count]) => `${count} ${status}`).join(', ')}`)
}

function show({ seed, broken, weather, history, digest }: SeedResult): void {
  for (const line of history) console.log(line)
  console.log(`\nSeed ${seed} (weather: ${weather}; history ${digest})`)
  console.log(broken === undefined ? 'All rules hold.' : `BROKEN: ${broken}`)
  console.log(`Again: npm run simulate -- --seed ${seed}`)
  if (broken !== undefined) process.exitCode = 1
}
