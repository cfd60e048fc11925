/** Finds the load that a shop bears: more and more shoppers a second until answers are late, wrong or refused. */
import type { Load } from './load.ts'
import type { Figures } from './meter.ts'

/** What a shop must keep to bear a load. */
export const bounds = { p99Ms: 500, badShare: 0.01, purchaseP95Ms: 3000 }

export interface Step extends Figures {
  readonly rate: number
  /** Why the shop does not bear it; absent where it does. */
  readonly broken: string | undefined
}

interface Options {
  readonly from: number
  readonly seconds: number
  /** Further steps after the first that the shop does not bear: the curve beyond the knee. */
  readonly beyond: number
  readonly p99Ms?: number
  readonly onStep: (step: Step) => void
}

const FACTOR = 1.4
const MOST_STEPS = 20

/** @param p99Ms another bound of the answers' p99, for a machine that others use too */
export function brokenBound(figures: Figures, p99Ms = bounds.p99Ms): string | undefined {
  const { goodput, seconds, refused, timeouts, failed, p99, purchases, purchaseP95, latePurchases } = figures
  const bad = refused + timeouts + failed
  const badShare = bad / Math.max(1, bad + goodput * seconds)
  if (badShare > bounds.badShare) return `${(badShare * 100).toFixed(1)} % refused, failed or without an answer`
  if (p99 > p99Ms) return `p99 ${p99.toFixed(0)} ms`
  if (latePurchases > 0.05 * (purchases + latePurchases)) return `${latePurchases} orders not paid in time`
  if (purchaseP95 > bounds.purchaseP95Ms) return `paid after ${(purchaseP95 / 1000).toFixed(1)} s`
  return undefined
}

/** Lets the shop start the environments of its functions: compiling is not what is measured. */
export async function warmUp(load: Load, rate: number, seconds: number): Promise<void> {
  await load.run(rate, seconds)
  await load.quiet()
}

/** @returns all steps; the last one that held is the sustainable load. */
export async function findSustainable(load: Load, { from, seconds, beyond, p99Ms, onStep }: Options): Promise<Step[]> {
  const steps: Step[] = []
  let left = beyond
  const tryRate = async (rate: number): Promise<Step> => {
    const figures = await load.run(rate, seconds)
    const step = { rate, ...figures, broken: brokenBound(figures, p99Ms) }
    onStep(step)
    await load.quiet()
    return step
  }
  for (let rate = from; steps.length < MOST_STEPS; rate *= FACTOR) {
    let step = await tryRate(rate)
    // Once may be the machine's fault.
    if (step.broken && left === beyond) step = await tryRate(rate)
    steps.push(step)
    if (step.broken && left-- === 0) break
  }
  return steps
}

export const sustainableOf = (steps: readonly Step[]): number | undefined => {
  const broken = steps.findIndex((step) => step.broken)
  return steps[(broken < 0 ? steps.length : broken) - 1]?.rate
}

/** The best of all steps, as the mean of two after each other: one alone is as good as its luck. */
export function peakOf(steps: readonly Pick<Figures, 'goodput' | 'purchaseRate'>[]) {
  const best = (value: (step: Pick<Figures, 'goodput' | 'purchaseRate'>) => number) =>
    Math.max(
      ...steps
        .map((step, n) => (value(step) + value(steps[n + 1] ?? step)) / 2)
        .slice(0, Math.max(1, steps.length - 1)),
    )
  return { goodput: best(({ goodput }) => goodput), purchaseRate: best(({ purchaseRate }) => purchaseRate) }
}
