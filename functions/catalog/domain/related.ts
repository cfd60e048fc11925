import type { Product } from './product.ts'

/**
 * What to show beside a product: what can be bought before what is sold out, then its category first, there its brand first,
 * else in the order given.
 * @param candidates may repeat themselves and have the product itself
 */
export function related(product: Product, candidates: readonly Product[], limit: number): Product[] {
  const others = new Map(candidates.filter(({ id }) => id !== product.id).map((each) => [each.id, each]))
  const nearness = ({ category, brand }: Product) =>
    (category === product.category ? 2 : 0) + (brand !== undefined && brand === product.brand ? 1 : 0)
  return availableFirst([...others.values()].sort((a, b) => nearness(b) - nearness(a))).slice(0, limit)
}

/** What is sold out goes to the end; else the order stays. */
export const availableFirst = (products: readonly Product[]): Product[] => [
  ...products.filter(({ availability }) => availability !== 'out'),
  ...products.filter(({ availability }) => availability === 'out'),
]
