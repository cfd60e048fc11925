/** Runs many seeds on all cores, until one breaks a rule. */
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { allServices } from '../../stacks/services.ts'
import { type Bundles, buildBundles } from './bundle/build.ts'
import type { SeedResult } from './run-seed.ts'
import { Simulation } from './thread.ts'
import { Functions } from './world/functions.ts'

export interface Summary {
  readonly seeds: number
  readonly seconds: number
  readonly events: number
  readonly endings: Readonly<Record<string, number>>
  /** Of all seeds' histories: the same for the same code, on however many threads. */
  readonly digest: string
  /** The failed one with the least number of those that were run. */
  readonly failed: SeedResult | undefined
}

/** Nearly everything of a seed is garbage at its end: room to let it become so before it is looked through. */
const YOUNG = { maxYoungGenerationSizeMb: 128 }
/** Seeds that a thread is given at a time. */
const CHUNK = 10

export function bundles(): Promise<Bundles> {
  const functions = [...new Functions(allServices).byName.values()]
  return buildBundles([...new Set(functions.map(({ entry }) => entry))])
}

/** @param told hears of every seed as it ends */
export async function simulate(
  { from, seeds, threads = availableParallelism() }: { from: number; seeds: number; threads?: number },
  told: (result: SeedResult) => void = () => {},
): Promise<Summary> {
  const workerData = await bundles()
  const started = performance.now()
  const endings: Record<string, number> = {}
  const digests = new Map<number, string>()
  let [next, done, events] = [from, 0, 0]
  let failed: SeedResult | undefined
  const hear = (result: SeedResult) => {
    done++
    events += result.events
    digests.set(result.seed, result.digest)
    for (const [status, count] of Object.entries(result.endings)) endings[status] = (endings[status] ?? 0) + count
    if (result.broken !== undefined && (!failed || result.seed < failed.seed)) failed = result
    told(result)
  }
  const take = () => {
    const first = next
    next = failed ? next : Math.min(next + CHUNK, from + seeds)
    return Array.from({ length: next - first }, (_, n) => first + n)
  }
  const needed = Math.min(threads, Math.ceil(seeds / CHUNK))
  await Promise.all(Array.from({ length: needed }, () => runThread(workerData, take, hear)))
  const sorted = [...digests].sort(([a], [b]) => a - b)
  const digest = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16)
  return { seeds: done, seconds: (performance.now() - started) / 1000, events, endings, digest, failed }
}

function runThread(workerData: Bundles, take: () => number[], hear: (result: SeedResult) => void): Promise<void> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData, resourceLimits: YOUNG })
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => resolve())
    worker.on('message', (message: SeedResult | 'done') => {
      if (message !== 'done') return hear(message)
      const seeds = take()
      if (seeds.length > 0) worker.postMessage(seeds)
      else void worker.terminate()
    })
  })
}

/** One seed again, with its history. */
export async function replay(seed: number): Promise<SeedResult> {
  return (await Simulation.load(await bundles())).run(seed, true)
}
