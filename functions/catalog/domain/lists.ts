/** Which lists a product is entered in, and where in each order. */
import type { Product } from './product.ts'

/** Names that no category slug can have. */
export const EVERYTHING = '*'
export const DRAFTS = '~drafts'

/** All products, the category and every one above it, so that a list of a category has its descendants' products too. */
export const listsOf = (categoryPath: readonly string[]): string[] => [EVERYTHING, ...categoryPath]

const padded = (value: number, digits: number) => String(value).padStart(digits, '0')

/** 12 digits hold the largest amount. */
export const priceOrder = (amount: number, productId = ''): string => `${padded(amount, 12)}#${productId}`

/** Without case and accents. */
export const nameOrder = (name: string, productId: string): string =>
  `${name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 80)}#${productId}`

/** Best average first when read backwards; of equal ones the one with more reviews. */
export function ratingOrder({ id, ratingSum, ratingCount }: Pick<Product, 'id' | 'ratingSum' | 'ratingCount'>): string {
  const average = ratingCount === 0 ? 0 : Math.round((ratingSum * 100) / ratingCount)
  return `${padded(average, 3)}#${padded(ratingCount, 8)}#${id}`
}
