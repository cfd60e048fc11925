/** What must not grow while a shop works, and whether it does. Pure. */
import type { Sample } from './sample.ts'
import { type Point, type Slope, slopeOf, withoutEffectOf } from './slope.ts'

/** In ten minutes. */
export const limits = { megabytes: 1, fileDescriptors: 5, queuedMessages: 10 }

export interface Finding {
  readonly what: string
  readonly unit: 'MB' | 'files' | 'messages'
  readonly first: number
  readonly last: number
  readonly slope: Slope
  readonly limit: number
  readonly flat: boolean
}

const MB = 1024 * 1024
/** Of the run, in the beginning: caches fill and code is compiled. */
const WARM_UP = 0.25
/** Fewer tell nothing. */
const LEAST_POINTS = 5

/** @returns one finding for the process, its own thread, descriptors and queues, and one for each environment that lived long enough */
export function judge(samples: readonly Sample[]): Finding[] {
  const end = samples.at(-1)?.at ?? 0
  const judged = samples.filter(({ at }) => at >= end * WARM_UP)
  if (judged.length < LEAST_POINTS) throw new Error(`${judged.length} samples are too few: let it run longer`)
  const series = (value: (sample: Sample) => number): Point[] =>
    judged.map((sample) => ({ at: sample.at, value: value(sample) }))
  const memory = series(({ rss }) => rss / MB)
  return [
    finding(
      'the process, for the same number of environments',
      'MB',
      limits.megabytes,
      withoutEffectOf(
        memory,
        judged.map(({ environments }) => environments.length),
      ),
    ),
    finding(
      'the local cloud’s own heap',
      'MB',
      limits.megabytes,
      series(({ cloudHeap }) => cloudHeap / MB),
    ),
    finding(
      'open file descriptors',
      'files',
      limits.fileDescriptors,
      withoutEffectOf(
        series(({ fileDescriptors }) => fileDescriptors),
        judged.map(({ environments }) => environments.length),
      ),
    ),
    finding(
      'messages in queues',
      'messages',
      limits.queuedMessages,
      series(({ queued }) => queued),
    ),
    ...environmentFindings(judged),
  ]
}

/** Each environment is a series of its own: one that was replaced begins anew. The steepest first. */
function environmentFindings(judged: readonly Sample[]): Finding[] {
  const series = new Map<string, { name: string; points: Point[] }>()
  for (const { at, environments } of judged) {
    for (const { id, function: name, heap } of environments) {
      const known = series.get(id) ?? { name, points: [] }
      known.points.push({ at, value: heap / MB })
      series.set(id, known)
    }
  }
  const half = (judged.at(-1)!.at - judged[0]!.at) / 2
  return [...series]
    .filter(([, { points }]) => points.length >= LEAST_POINTS && points.at(-1)!.at - points[0]!.at >= half)
    .map(([id, { name, points }]) => finding(`${name} (environment ${id})`, 'MB', limits.megabytes, points))
    .sort((a, b) => b.slope.perTenMinutes - b.slope.margin - (a.slope.perTenMinutes - a.slope.margin))
}

function finding(what: string, unit: Finding['unit'], limit: number, points: readonly Point[]): Finding {
  const slope = slopeOf(points)
  return {
    what,
    unit,
    first: points[0]!.value,
    last: points.at(-1)!.value,
    slope,
    limit,
    // What is within the margin is noise of the measurement: a longer run narrows it.
    flat: slope.perTenMinutes - slope.margin < limit,
  }
}
