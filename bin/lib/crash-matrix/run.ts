/** The crash matrix: every point, so many rounds, on several shops side by side. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../../localstack/embedded/free-port.ts'
import { build } from '../build.ts'
import { snapshot } from '../snapshot.ts'
import { synthesize } from '../synth.ts'
import { openLane, type Round, runRound, watchEffects } from './lane.ts'
import { holdingBack, type Point, pointName, pointsOf } from './points.ts'
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
  readonly rounds: readonly Round[]
}

const LIMIT_SECONDS = 30

export async function runCrashMatrix(options: CrashMatrixOptions): Promise<CrashMatrixReport> {
  const folders: string[] = []
  await build()
  const copy = snapshot((await synthesize('local')).assembly)
  const removeAll = () => {
    copy.release()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
  // Also where it is ended from outside.
  process.once('exit', removeAll)
  try {
    const wanted = scenarios.filter(({ name }) => options.scenarios?.includes(name) ?? true)
    const open = async () => {
      const dataFolder = mkdtempSync(join(tmpdir(), 'tradewind-crash-'))
      folders.push(dataFolder)
      return openLane(
        { dataFolder, port: await freePort(), assembly: copy.folder },
        options.limitSeconds ?? LIMIT_SECONDS,
      )
    }
    const opened = await Promise.all(Array.from({ length: options.lanes }, open))
    const { effects, followers } = await watchEffects(opened[0]!.lane, wanted, options.all ?? false)
    const points = pointsOf(effects).filter(isWanted(options.only))
    if (points.length === 0) throw new Error(`No side effect's name has ${options.only?.join(' or ')} in it`)
    options.onProgress(`${points.length} points, ${options.rounds} rounds, ${options.lanes} shops at a time`)
    const parts = wanted
      .map((scenario) => ({ scenario, points: points.filter((point) => point.scenario === scenario.name) }))
      .filter((part) => part.points.length > 0)
    const plan = { parts, faults: holdingBack(followers) }
    const left = Array.from({ length: options.rounds }, (_, round) => round)
    const rounds: Round[] = []
    const work = async ({ lane, shop }: (typeof opened)[number]) => {
      await shop.kill()
      for (let round = left.shift(); round !== undefined; round = left.shift()) {
        const done = await runRound(lane, plan, round, options.onProgress)
        rounds.push(done)
        options.onProgress(roundLine(done))
      }
    }
    await Promise.all(opened.map(work))
    return { points, rounds }
  } finally {
    process.off('exit', removeAll)
    removeAll()
  }
}

const isWanted = (only: readonly string[] | undefined) => (point: Point) =>
  !only || only.some((part) => pointName(point).includes(part))

const roundLine = ({ round, unpaid, problems }: Round) =>
  `${problems.length === 0 ? '✓' : '✗'} round ${round + 1}: ${problems.length === 0 ? 'all books agree' : 'broken'}` +
  (unpaid === 0 ? '' : `, ${unpaid} orders unpaid`) +
  problems.map((problem) => `\n    ✗ ${problem}`).join('')
