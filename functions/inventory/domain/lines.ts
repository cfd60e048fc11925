/** Some units of one sku. */
export interface Line {
  readonly sku: string
  readonly quantity: number
}

export interface Shortage {
  readonly sku: string
  readonly requested: number
  readonly available: number
}

/** One line a sku, sorted by sku: two lines of the same sku count together, and equal baskets compare equal. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const bySku = new Map<string, number>()
  for (const { sku, quantity } of lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity)
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1))
}

/** Both must be merged. */
export const sameLines = (a: readonly Line[], b: readonly Line[]): boolean =>
  a.length === b.length && a.every((line, n) => line.sku === b[n]?.sku && line.quantity === b[n].quantity)

/** Merged lines that cannot be had from what is available now. A sku without a row has nothing. */
export function shortagesOf(lines: readonly Line[], available: ReadonlyMap<string, number>): Shortage[] {
  return lines
    .map(({ sku, quantity }) => ({ sku, requested: quantity, available: available.get(sku) ?? 0 }))
    .filter((line) => line.available < line.requested)
}

export const describeShortage = ({ requested, available }: Shortage): string =>
  `${requested} wanted, ${available} available`
