import { documentOf, isListed } from '../../domain/listing-document.ts'
import { ProductIndex } from '../../domain/product-index.ts'
import { allListings } from '../../table.ts'

/** An index of everything that the table has: seconds for thousands of products. */
export async function indexFromTable(): Promise<ProductIndex> {
  const index = new ProductIndex()
  for await (const listings of allListings()) {
    for (const listing of listings.filter(isListed)) index.put(documentOf(listing))
  }
  return index
}
