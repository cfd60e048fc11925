/** Three times what a shop bears, and what it promises then. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Load } from './load.ts'
import type { Figures } from './meter.ts'

export const promises = {
  /** Of the peak. */
  goodputShare: 0.8,
  recoverySeconds: 10,
  /** Of refusals. */
  refusedP95Ms: 500,
}

export interface OverloadResult {
  /** At half the sustainable load, before. */
  readonly normal: Figures
  readonly overload: Figures
  /** One look after the other at the time after the overload. */
  readonly recovery: readonly Look[]
}

interface Look {
  /** Seconds after the overload. */
  readonly since: number
  readonly figures: Figures
  /** Answers are as quick as before. */
  readonly isNormal: boolean
}

export interface Verdict {
  readonly what: string
  readonly value: string
  readonly kept: boolean
}

const FACTOR = 3
const WINDOW_SECONDS = 2
/** Waits no longer for recovery. */
const PATIENCE_SECONDS = 30

export async function overload(load: Load, sustainable: number, seconds: number): Promise<OverloadResult> {
  const normal = await load.run(sustainable / 2, 10)
  await load.quiet()
  const during = await load.run(sustainable * FACTOR, seconds)
  const endedAt = performance.now()
  const stop = load.start(sustainable / 2)
  const recovery: Look[] = []
  while (!recovery.at(-1)?.isNormal && performance.now() - endedAt < PATIENCE_SECONDS * 1000) {
    // Timers drift by milliseconds.
    const since = Math.round((performance.now() - endedAt) / 1000)
    load.take()
    await delay(WINDOW_SECONDS * 1000)
    const figures = load.take()
    recovery.push({ since, figures, isNormal: isNormal(figures, normal) })
  }
  stop()
  await load.quiet()
  return { normal, overload: during, recovery }
}

/** As quick as before, within what two windows differ by anyway, and nobody is refused. */
const isNormal = (now: Figures, before: Figures) =>
  now.refused + now.timeouts + now.failed === 0 && now.goodput > 0 && now.p95 <= 1.5 * before.p95 + 50

export function judge(
  { overload: during, recovery }: OverloadResult,
  peak: Pick<Figures, 'goodput' | 'purchaseRate'>,
): Verdict[] {
  const recoverySeconds = recovery.find((look) => look.isNormal)?.since
  const share = (value: number, of: number) => `${((100 * value) / of).toFixed(0)} % of the peak`
  return [
    {
      what: `good answers a second ≥ ${promises.goodputShare * 100} % of the peak`,
      value: share(during.goodput, peak.goodput),
      kept: during.goodput >= promises.goodputShare * peak.goodput,
    },
    {
      what: `paid orders a second ≥ ${promises.goodputShare * 100} % of the peak`,
      value: share(during.purchaseRate, peak.purchaseRate),
      kept: during.purchaseRate >= promises.goodputShare * peak.purchaseRate,
    },
    {
      what: 'who is refused hears so at once',
      value: `p50 ${during.refusedP50.toFixed(0)} ms, p95 ${during.refusedP95.toFixed(0)} ms`,
      kept: during.refusedP95 <= promises.refusedP95Ms,
    },
    {
      what: 'and hears when to come again',
      value: `${during.refusedWithoutRetryAfter} of ${during.refused} without Retry-After`,
      kept: during.refusedWithoutRetryAfter === 0,
    },
    {
      what: `as quick as before within ${promises.recoverySeconds} s`,
      value: recoverySeconds === undefined ? 'never' : `after ${recoverySeconds.toFixed(0)} s`,
      kept: recoverySeconds !== undefined && recoverySeconds <= promises.recoverySeconds,
    },
  ]
}
