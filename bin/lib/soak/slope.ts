/** How fast something grows, and how sure that is. Pure. */

export interface Point {
  /** Seconds. */
  readonly at: number
  readonly value: number
}

export interface Slope {
  /** Per 10 minutes, in the values' unit. */
  readonly perTenMinutes: number
  /** Two standard errors: it is hardly farther away than this. */
  readonly margin: number
  readonly points: number
}

const TEN_MINUTES = 600

/** Least squares. @param points three or more */
export function slopeOf(points: readonly Point[]): Slope {
  const count = points.length
  const meanAt = sumOf(points, ({ at }) => at) / count
  const meanValue = sumOf(points, ({ value }) => value) / count
  const spread = sumOf(points, ({ at }) => (at - meanAt) ** 2)
  const slope = sumOf(points, ({ at, value }) => (at - meanAt) * (value - meanValue)) / spread
  const rest = sumOf(points, ({ at, value }) => (value - meanValue - slope * (at - meanAt)) ** 2)
  const error = Math.sqrt(rest / Math.max(1, count - 2) / spread)
  return { perTenMinutes: slope * TEN_MINUTES, margin: 2 * error * TEN_MINUTES, points: count }
}

/** Takes out of the values what is explained by how many of something there are, such as threads. */
export function withoutEffectOf(points: readonly Point[], counts: readonly number[]): Point[] {
  const detrended = (values: readonly number[]) => {
    const series = values.map((value, index) => ({ at: points[index]!.at, value }))
    const { perTenMinutes } = slopeOf(series)
    return series.map(({ at, value }) => value - (perTenMinutes / TEN_MINUTES) * at)
  }
  const [x, y] = [detrended(counts), detrended(points.map(({ value }) => value))]
  const meanX = sumOf(x, (value) => value) / x.length
  const meanY = sumOf(y, (value) => value) / y.length
  const spread = sumOf(x, (value) => (value - meanX) ** 2)
  if (spread < 1e-9) return [...points]
  const effect = x.reduce((sum, value, index) => sum + (value - meanX) * (y[index]! - meanY), 0) / spread
  return points.map(({ at, value }, index) => ({ at, value: value - effect * (counts[index]! - counts[0]!) }))
}

const sumOf = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0)
