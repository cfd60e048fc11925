/**
 * Skus that were short a moment ago. They may be back by now, so the stock is always asked; but first, and the catalog only
 * if there is some: after a flash sale nearly everybody is turned away.
 */
import type { Shortage } from '../domain/new-order.ts'

const REMEMBERED_MS = 15_000
/** A cart has no more lines; and nothing grows for ever. */
const MAX_SKUS = 500

const until = new Map<string, number>()

export const isLikely = (sku: string): boolean => (until.get(sku) ?? 0) > Date.now()

/** Of skus that the catalog sells, as it said a moment ago. */
export const among = (shortages: readonly Shortage[]): Shortage[] => shortages.filter(({ sku }) => isLikely(sku))

/** Of lines that the catalog has quoted just now. */
export function remember(shortages: readonly Shortage[]): void {
  if (until.size > MAX_SKUS) until.clear()
  for (const { sku } of shortages) until.set(sku, Date.now() + REMEMBERED_MS)
}
