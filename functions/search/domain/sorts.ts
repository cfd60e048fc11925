import type { Facts } from './document.ts'

export const sorts = ['relevance', 'newest', 'price', '-price', 'rating', 'name'] as const
export type Sort = (typeof sorts)[number]

const newestFirst = (a: Facts, b: Facts) => (a.id < b.id ? 1 : -1)

/** Ids are ULIDs, so they order by time; what is equal is ordered by them, so that pages never overlap. */
export const orders: Readonly<Record<Exclude<Sort, 'relevance'>, (a: Facts, b: Facts) => number>> = {
  newest: newestFirst,
  price: (a, b) => a.price - b.price || newestFirst(a, b),
  '-price': (a, b) => b.price - a.price || newestFirst(a, b),
  rating: (a, b) => b.rating - a.rating || b.ratingCount - a.ratingCount || newestFirst(a, b),
  name: (a, b) => compare(nameOrder(a), nameOrder(b)) || newestFirst(a, b),
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const plainNames = new WeakMap<Facts, string>()

/** Without case and accents, as the catalog's own list orders names. */
export function nameOrder(facts: Facts): string {
  let name = plainNames.get(facts)
  if (name === undefined) {
    name = (facts.names[0] ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    plainNames.set(facts, name)
  }
  return name
}
