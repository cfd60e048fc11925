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
  /** Seconds after the overload until answers are as quick as before; undefined when they never were. */
  readonly recoverySeconds: number | undefined
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

interface Options {
  /** Of the overload. */
  readonly seconds: number
  /** A look at the time after the overload. @param since seconds */
  readonly onWindow: (since: number, figures: Figures) => void
}

export async function overload(
  load: Load,
  sustainable: number,
  { seconds, onWindow }: Options,
): Promise<OverloadResult> {
  const normal = await load.run(sustainable / 2, 10)
  await load.quiet()
  const during = await load.run(sustainable * FACTOR, seconds)
  const endedAt = performance.now()
  const stop = load.start(sustainable / 2)
  let recoverySeconds: number | undefined
  while (recoverySeconds === undefined && performance.now() - endedAt < PATIENCE_SECONDS * 1000) {
    // Timers drift by milliseconds.
    const since = Math.round((performance.now() - endedAt) / 1000)
    load.take()
    await delay(WINDOW_SECONDS * 1000)
    const now = load.take()
    onWindow(since, now)
    if (isNormal(now, normal)) recoverySeconds = since
  }
  stop()
  await load.quiet()
  return { normal, overload: during, recoverySeconds }
}

/** As quick as before, within what two windows differ by anyway, and nobody is refused. */
const isNormal = (now: Figures, before: Figures) =>
  now.refused + now.timeouts + now.failed === 0 && now.goodput > 0 && now.p95 <= 1.5 * before.p95 + 50

export function judge(
  { overload: during, recoverySeconds }: OverloadResult,
  peak: Pick<Figures, 'goodput' | 'purchaseRate'>,
): Verdict[] {
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
