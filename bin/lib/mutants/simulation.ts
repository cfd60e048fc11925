/** Asks the simulation in a copy of the project. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'

export interface Simulated {
  /** The rule that was broken, when one was. */
  readonly rule?: string | undefined
  /** Seeds that were run, the failing one included; undefined when the time was over before an answer. */
  readonly seeds: number | undefined
}

export const hasSimulation = (folder: string): boolean => existsSync(join(folder, 'bin/simulate.ts'))

/** @throws when it broke down */
export async function simulate(folder: string, seeds: number, timeLimitMs: number): Promise<Simulated> {
  const { output, code, timedOut } = await run(
    folder,
    ['bin/simulate.ts', '--seeds', String(seeds), '--json'],
    timeLimitMs,
  )
  if (timedOut) return { seeds: undefined }
  const line = output.trim().split('\n').at(-1) ?? ''
  try {
    const { failedSeed, brokenRule } = JSON.parse(line) as { failedSeed?: number; brokenRule?: string }
    return { seeds: failedSeed ?? seeds, rule: brokenRule }
  } catch {
    throw new Error(`The simulation ended with ${code} and no report: ${line.slice(0, 200)}`)
  }
}
