import type { JudgedQuery } from './data.ts'

const discounted = (gains: readonly number[]) =>
  gains.reduce((sum, gain, position) => sum + gain / Math.log2(position + 2), 0)

/** NDCG of the first `depth` judged products: nobody looked at the others, so they are taken out of the ranking. */
export function ndcg(ranked: readonly string[], { gains }: JudgedQuery, depth = 10): number {
  const judged = ranked.flatMap((id) => gains.get(id) ?? []).slice(0, depth)
  const ideal = [...gains.values()].sort((a, b) => b - a).slice(0, depth)
  const best = discounted(ideal)
  return best === 0 ? 0 : discounted(judged) / best
}

/** The share of the exact products that are among the first `depth` of all. */
export function recall(ranked: readonly string[], { gains }: JudgedQuery, depth = 50): number {
  const exact = [...gains].filter(([, gain]) => gain === 1).map(([id]) => id)
  const top = new Set(ranked.slice(0, depth))
  return exact.length === 0 ? 1 : exact.filter((id) => top.has(id)).length / exact.length
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** @param part 0.95 for the 95th percentile */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)]!
