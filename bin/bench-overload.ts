/** `npm run bench:overload`: the load that a shop of its own bears, and what it does at three times as much. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { openLoad } from './lib/load/load.ts'
import type { Figures } from './lib/load/meter.ts'
import { judge, overload } from './lib/load/overload.ts'
import { failuresOf, header, row } from './lib/load/report.ts'
import { bounds, findSustainable, peakOf, sustainableOf, warmUp } from './lib/load/sustainable.ts'
import { startShopProcess } from './lib/shop-process.ts'

const { values } = parseArgs({
  options: {
    /** Shoppers a second of the first step. */
    from: { type: 'string', default: '2' },
    /** Of each step: the peak is that of the luckiest steps, and in eight seconds luck is worth a quarter of the orders. */
    step: { type: 'string', default: '15' },
    /** Of the overload. */
    seconds: { type: 'string', default: '30' },
    /** Milliseconds that the p99 may take at a load that is borne: more where others use the machine too. */
    p99: { type: 'string', default: String(bounds.p99Ms) },
    seed: { type: 'string', default: '1' },
  },
})
const [from, step, seconds, p99Ms, seed] = [values.from, values.step, values.seconds, values.p99, values.seed].map(
  Number,
) as [number, number, number, number, number]
if (![from, step, seconds, p99Ms, seed].every((value) => value > 0)) {
  console.error('Usage: npm run bench:overload -- [--from 2] [--step 15] [--seconds 30] [--p99 500] [--seed 1]')
  process.exit(2)
}

console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores`)
console.log('Starting a shop that keeps nothing …')
const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
try {
  process.exitCode = (await run()) ? 0 : 1
} finally {
  await shop.stop()
}

async function run(): Promise<boolean> {
  const load = await openLoad(shop.url, seed)
  console.log('Warming up …')
  await warmUp(load, from, 20)
  const before = process.cpuUsage()
  const startedAt = performance.now()
  console.log(`\nHow much it bears: p99 ≤ ${p99Ms} ms, ≤ ${bounds.badShare * 100} % bad, paid within 3 s\n${header}`)
  const steps = await findSustainable(load, {
    from,
    seconds: step,
    beyond: 2,
    p99Ms,
    onStep: (each) => console.log(row(each.rate, each, each.broken)),
  })
  const sustainable = sustainableOf(steps)
  if (sustainable === undefined) {
    console.error(`It does not even bear ${from} shoppers a second. Is the machine busy? Try --from ${from / 2}.`)
    return false
  }
  const peak = peakOf(steps)
  console.log(`\nThree times ${sustainable.toFixed(1)} shoppers a second for ${seconds} s\n${header}`)
  const result = await overload(load, sustainable, seconds)
  const atHalf = (figures: Figures, when: string) =>
    console.log(row(sustainable / 2, figures, `p95 ${figures.p95.toFixed(0)} ms, ${when}`))
  atHalf(result.normal, 'before')
  console.log(row(sustainable * 3, result.overload, failuresOf(result.overload)))
  for (const { since, figures } of result.recovery) atHalf(figures, `${since} s after`)
  const verdicts = judge(result, peak)
  console.log('')
  for (const { what, value, kept } of verdicts) console.log(`${kept ? 'kept  ' : 'BROKEN'}  ${what}: ${value}`)
  const used = process.cpuUsage(before)
  const share = (used.user + used.system) / 10 / (performance.now() - startedAt)
  console.log(`\nThe generator used ${share.toFixed(0)} % of a core.`)
  load.close()
  return verdicts.every(({ kept }) => kept)
}
