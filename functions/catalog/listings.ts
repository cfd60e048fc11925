import type { Listing } from '../../contracts/listing.ts'
import type { Category } from './domain/category-tree.ts'
import type { Product } from './domain/product.ts'
import { getCategories, getProducts } from './table.ts'
import { toListedProduct } from './views.ts'

/** What other services show and find of these products. */
export async function readListings(productIds: readonly string[]): Promise<Listing[]> {
  const [products, categories] = await Promise.all([getProducts(productIds), getCategories()])
  const bySlug = new Map(categories.map((category) => [category.slug, category]))
  return products.map((product) => listingOf(product, bySlug))
}

function listingOf(product: Product, categories: ReadonlyMap<string, Category>): Listing {
  const { id, revision, translations, status, category } = product
  if (status !== 'active') return { productId: id, revision, product: null, categories: [] }
  const path = categories.get(category)?.path ?? [category]
  return {
    productId: id,
    revision,
    product: toListedProduct(product),
    ...(translations ? { translations } : {}),
    categories: path.map((slug) => ({ slug, name: categories.get(slug)?.name ?? { en: slug } })),
  }
}
