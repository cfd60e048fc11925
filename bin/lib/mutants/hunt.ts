/** Plants one bug and sees which of its checks turn red. */
import type { Mutant } from './mutant.ts'
import { runNamedTests, type Verdict } from './named-tests.ts'
import type { Scratch } from './scratch.ts'
import { hasSimulation, type Simulated, simulate } from './simulation.ts'

export interface Hunt {
  readonly mutant: Mutant
  /** Of each named test; `failed` is what is wanted. */
  readonly verdicts: readonly Verdict[]
  readonly simulated?: Simulated | undefined
  readonly seconds: number
  /** Why it could not be hunted. */
  readonly problem?: string | undefined
}

export interface HuntOptions {
  /** Seeds that the simulation may use for one bug. */
  readonly seeds: number
  readonly simulation: boolean
}

/** Milliseconds that the simulation may take for one bug. */
const SIMULATION_LIMIT_MS = 120_000

export async function hunt(mutant: Mutant, scratch: Scratch, options: HuntOptions): Promise<Hunt> {
  const start = Date.now()
  const seconds = () => (Date.now() - start) / 1000
  try {
    scratch.plant(mutant)
  } catch (error) {
    return { mutant, verdicts: [], seconds: seconds(), problem: (error as Error).message }
  }
  try {
    const verdicts = await runNamedTests(scratch.folder, mutant.tests)
    const asks = mutant.simulation && options.simulation && hasSimulation(scratch.folder)
    const simulated = asks ? await simulate(scratch.folder, options.seeds, SIMULATION_LIMIT_MS) : undefined
    return { mutant, verdicts, simulated, seconds: seconds() }
  } catch (error) {
    return { mutant, verdicts: [], seconds: seconds(), problem: (error as Error).message }
  } finally {
    scratch.mend(mutant)
  }
}

/** Every named test turned red; where there is none, the simulation did. */
export const isCaught = ({ mutant, verdicts, simulated, problem }: Hunt): boolean =>
  problem === undefined &&
  verdicts.length === mutant.tests.length &&
  verdicts.every((verdict) => verdict === 'failed') &&
  (mutant.tests.length > 0 || simulated?.rule !== undefined)
