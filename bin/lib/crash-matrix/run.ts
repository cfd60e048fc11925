/** The crash matrix: every point, so many rounds, on several shops side by side. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Chain, type Lane, openLane, runChain, watchEffects } from './lane.ts'
import { type Point, pointName, pointsOf } from './points.ts'
import { scenarios } from './scenarios.ts'

export interface CrashMatrixOptions {
  readonly rounds: number
  /** Only points whose name has one of these in it. */
  readonly only?: readonly string[]
  /** Also effects that only follow an order: timelines, messages, copies. */
  readonly all?: boolean
  /** Names of scenarios; default all. */
  readonly scenarios?: readonly string[]
  /** Shops at the same time. */
  readonly lanes: number
  /** Within which all must have ended after the last restart of a chain; default 30. */
  readonly limitSeconds?: number
  readonly onProgress: (line: string) => void
}

export interface CrashMatrixReport {
  readonly points: readonly Point[]
  readonly chains: readonly Chain[]
}

const LIMIT_SECONDS = 30

export async function runCrashMatrix(options: CrashMatrixOptions): Promise<CrashMatrixReport> {
  const folders: string[] = []
  try {
    const lanes: Lane[] = []
    const wanted = scenarios.filter(({ name }) => options.scenarios?.includes(name) ?? true)
    let points: Point[] | undefined
    for (let n = 0; n < options.lanes; n++) {
      const dataFolder = mkdtempSync(join(tmpdir(), 'tradewind-crash-'))
      folders.push(dataFolder)
      const { lane, shop } = await openLane(
        { dataFolder, port: await freePort() },
        options.limitSeconds ?? LIMIT_SECONDS,
      )
      points ??= pointsOf(await watchEffects(lane, wanted, options.all ?? false)).filter(isWanted(options.only))
      await shop.kill()
      lanes.push(lane)
    }
    if (!points || points.length === 0) throw new Error(`No side effect's name has ${options.only?.join(' or ')} in it`)
    options.onProgress(`${points.length} points, ${options.rounds} rounds, ${options.lanes} shops at a time`)
    const rounds = Array.from({ length: options.rounds }, (_, round) => round)
    const chains: Chain[] = []
    const work = async (lane: Lane) => {
      for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
        for (const scenario of wanted) {
          const own = points.filter((point) => point.scenario === scenario.name)
          if (own.length === 0) continue
          const chain = await runChain(lane, scenario, own, round, options.onProgress)
          chains.push(chain)
          options.onProgress(chainLine(chain))
        }
      }
    }
    await Promise.all(lanes.map(work))
    return { points, chains }
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

const isWanted = (only: readonly string[] | undefined) => (point: Point) =>
  !only || only.some((part) => pointName(point).includes(part))

const chainLine = ({ round, scenario, killed, orders, seconds, problems }: Chain) =>
  `${problems.length === 0 ? '✓' : '✗'} round ${round + 1}, ${scenario}: killed ${killed.length} times, ${orders} orders ended ` +
  `${seconds === undefined ? 'too late' : `${seconds.toFixed(1)} s after the last restart`}` +
  problems.map((problem) => `\n    ✗ ${problem}`).join('')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
