/** `npm run soak -- [--minutes 30] [--rate N]`: half the load that a shop bears, for long, and whether anything grows. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Api } from './lib/api.ts'
import { type Load, openLoad } from './lib/load/load.ts'
import { failuresOf, header, row } from './lib/load/report.ts'
import { findSustainable, sustainableOf, warmUp } from './lib/load/sustainable.ts'
import { startShopProcess } from './lib/shop-process.ts'
import { judge } from './lib/soak/judge.ts'
import { soakTable } from './lib/soak/report.ts'
import { type Sample, takeSample } from './lib/soak/sample.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    /** Shoppers a second; half of what it bears where absent, which is measured first. */
    rate: { type: 'string' },
    /** Seconds between two samples; each collects the garbage of all threads. */
    every: { type: 'string' },
    /** Appends each sample as a line of JSON. */
    samples: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
const minutes = Number(values.minutes)
const every = Number(values.every ?? (minutes <= 10 ? 10 : 30))
const given = values.rate === undefined ? undefined : Number(values.rate)
if (!(minutes >= 1) || !(every >= 1) || (given !== undefined && !(given > 0))) {
  console.error('Usage: npm run soak -- [--minutes 30] [--rate SHOPPERS-A-SECOND] [--every SECONDS] [--samples FILE]')
  process.exit(2)
}
if (process.platform !== 'linux') {
  console.error('npm run soak reads /proc: it needs Linux.')
  process.exit(2)
}

const LEAST_RATE = 0.5

console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores`)
console.log('Starting a shop that keeps nothing …')
const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
try {
  process.exitCode = (await run()) ? 0 : 1
} finally {
  await shop.stop()
}

async function run(): Promise<boolean> {
  const load = await openLoad(shop.url, Number(values.seed))
  await warmUp(load, given ?? 2, 20)
  const rate = given ?? (await halfOfSustainable(load))
  console.log(`\n${rate.toFixed(1)} shoppers a second for ${minutes} minutes, a sample every ${every} s\n${header}`)
  const samples = await soak(load, rate)
  load.close()
  console.log(`\n${soakTable(judge(samples))}`)
  const [first, last] = [samples[0]!, samples.at(-1)!]
  console.log(
    `       the table engine, another process, with the data: ${megabytes(first.engineRss)} → ${megabytes(last.engineRss)} MB`,
  )
  const dead = last.deadLetters - first.deadLetters
  console.log(`${dead === 0 ? 'none ' : 'LOST '}  dead letters: ${dead}`)
  return dead === 0 && judge(samples).every(({ flat }) => flat)
}

async function soak(load: Load, rate: number): Promise<Sample[]> {
  const api = new Api(shop.url)
  const samples: Sample[] = []
  if (values.samples) writeFileSync(values.samples, '')
  const startedAt = performance.now()
  const stop = load.start(rate)
  load.take()
  for (let at = 0; at < minutes * 60; ) {
    await delay(every * 1000)
    at = (performance.now() - startedAt) / 1000
    const figures = load.take()
    const sample = await takeSample(api, shop.pid, at)
    samples.push(sample)
    if (values.samples) appendFileSync(values.samples, `${JSON.stringify(sample)}\n`)
    const { rss, cloudHeap, environments, fileDescriptors, queued } = sample
    const what = `${megabytes(rss)} MB, own heap ${megabytes(cloudHeap)} MB, ${environments.length} environments, ${fileDescriptors} files, ${queued} queued`
    console.log(row(rate, figures, [what, failuresOf(figures)].filter(Boolean).join('; ')))
  }
  stop()
  await load.quiet()
  return samples
}

async function halfOfSustainable(load: Load): Promise<number> {
  console.log(`How much it bears\n${header}`)
  const steps = await findSustainable(load, {
    from: 2,
    seconds: 8,
    beyond: 0,
    onStep: (each) => console.log(row(each.rate, each, each.broken)),
  })
  return Math.max(LEAST_RATE, (sustainableOf(steps) ?? 2 * LEAST_RATE) / 2)
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0)
}
