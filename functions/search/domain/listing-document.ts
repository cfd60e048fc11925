import type { Listing } from '../../../contracts/listing.ts'
import type { SearchDocument } from './document.ts'

type Listed = Listing & { readonly product: NonNullable<Listing['product']> }

export const isListed = (listing: Listing): listing is Listed => listing.product !== null

/** What search keeps in its index of a product. */
export function documentOf({ productId, revision, product, translations, categories }: Listed): SearchDocument {
  const translated = Object.values(translations ?? {}).filter((translation) => translation !== undefined)
  const names = [product.name, ...translated.map(({ name }) => name)]
  const options = (product.variants ?? []).flatMap((variant) => Object.values(variant.options))
  return {
    facts: {
      id: productId,
      revision,
      names,
      price: product.price.amount,
      rating: Math.round(product.rating.average * 100),
      ratingCount: product.rating.count,
      availability: product.availability,
      categories: categories.map(({ slug }) => slug),
      brand: product.brand,
    },
    texts: {
      name: names.join('\n'),
      body: [product.description, ...translated.map(({ description }) => description)].filter(Boolean).join('\n'),
      brand: product.brand ?? '',
      category: categories.flatMap(({ name }) => [name.en, name.zh ?? '']).join('\n'),
      attributes: [...new Set([...Object.values(product.attributes), ...options, ...product.tags])].join('\n'),
    },
    codes: [product.sku, ...(product.variants ?? []).map(({ sku }) => sku)].map((sku) => sku.toLowerCase()),
  }
}
