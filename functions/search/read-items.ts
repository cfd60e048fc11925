import type { ListedProduct } from '../../contracts/listed-product.ts'
import type { Language } from '../shared/language.ts'
import { isListed } from './domain/listing-document.ts'
import { getListings } from './table.ts'

/** Products as they are by now, in the order of the ids; one that is no longer listed is left out. */
export async function readItems(ids: readonly string[], language: Language): Promise<ListedProduct[]> {
  const listings = await getListings(ids, { consistent: false })
  return ids.flatMap((id) => {
    const listing = listings.get(id)
    if (!listing || !isListed(listing)) return []
    const { product, translations } = listing
    const translation = language === 'en' ? undefined : translations?.[language]
    return {
      ...product,
      name: translation?.name ?? product.name,
      description: translation?.description ?? product.description,
    }
  })
}
