/** What search knows of a product. */
import type { Availability } from '../../../contracts/listed-product.ts'

/** Texts of a document by field; each field counts differently, see `product-index.ts`. */
export interface Texts {
  /** In every language. */
  readonly name: string
  readonly body: string
  readonly brand: string
  /** Names of its category and of those above. */
  readonly category: string
  /** Values of attributes and options, tags. */
  readonly attributes: string
}

/** What filters, orders and facets need. */
export interface Facts {
  readonly id: string
  /** Raised by every change in the catalog. */
  readonly revision: number
  /** In the shop's languages, English first. */
  readonly names: readonly string[]
  /** Minor units. */
  readonly price: number
  /** Hundredths: 450 is 4.5 stars; 0 without reviews. */
  readonly rating: number
  readonly ratingCount: number
  readonly availability: Availability
  /** Slugs from the top category down to its own. */
  readonly categories: readonly string[]
  readonly brand?: string | undefined
}

export interface SearchDocument {
  readonly facts: Facts
  readonly texts: Texts
  /** Lower-case skus: found as a whole only. */
  readonly codes: readonly string[]
}
