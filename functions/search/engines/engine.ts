/** The port between the shop and whatever finds its products: the embedded index, or OpenSearch for large catalogs. */
import type { Listing } from '../../../contracts/listing.ts'
import type { Found, Search } from '../domain/search.ts'

export interface SearchEngine {
  search(search: Search): Promise<Found>
}

export interface IndexWriter {
  /** Brings these products into the index, or takes them out where they are no longer listed. Repeating it changes nothing. */
  apply(listings: readonly Listing[]): Promise<void>
  /** Makes the index anew of everything in the table, while searches go on with the old one. */
  rebuild(): Promise<void>
}
