import type { Listing } from '../../../contracts/listing.ts'
import type { SearchDocument } from '../../../functions/search/domain/document.ts'
import type { Filters } from '../../../functions/search/domain/filters.ts'
import { ProductIndex } from '../../../functions/search/domain/product-index.ts'
import { type Found, type Search, search } from '../../../functions/search/domain/search.ts'
import { newId } from '../../../functions/shared/ids.ts'

let made = 0

export interface SomeProduct {
  readonly id?: string
  readonly name?: string
  readonly zh?: string
  readonly body?: string
  readonly brand?: string
  readonly price?: number
  readonly rating?: number
  readonly revision?: number
  readonly categories?: readonly string[]
  readonly availability?: 'in_stock' | 'low' | 'out'
  readonly attributes?: string
  readonly sku?: string
}

export function aDocument(product: SomeProduct = {}): SearchDocument {
  const {
    id = `product-${String(++made).padStart(6, '0')}`,
    name = 'Thing',
    zh,
    brand,
    categories = ['things'],
  } = product
  return {
    facts: {
      id,
      revision: product.revision ?? 1,
      names: zh ? [name, zh] : [name],
      price: product.price ?? 1000,
      rating: (product.rating ?? 0) * 100,
      ratingCount: product.rating ? 1 : 0,
      availability: product.availability ?? 'in_stock',
      categories,
      ...(brand ? { brand } : {}),
    },
    texts: {
      name: `${name}\n${zh ?? ''}`,
      body: product.body ?? '',
      brand: brand ?? '',
      category: categories.join('\n'),
      attributes: product.attributes ?? '',
    },
    codes: [(product.sku ?? id).toLowerCase()],
  }
}

export function anIndexOf(...products: SomeProduct[]): ProductIndex {
  const index = new ProductIndex()
  for (const product of products) index.put(aDocument(product))
  return index
}

export const find = (index: ProductIndex, text: string, more: Partial<Search> & { filters?: Filters } = {}): Found =>
  search(index, { text, filters: {}, sort: 'relevance', limit: 20, ...more })

/** English names of what was found, in order. */
export const namesOf = (index: ProductIndex, found: Found): string[] =>
  found.ids.map((id) => index.facts.get(id)!.names[0]!)

export function aListing(product: { id?: string; name?: string; revision?: number } = {}): Listing {
  const { id = newId(), name = 'Thing', revision = 1 } = product
  return {
    productId: id,
    revision,
    product: {
      id,
      sku: `SKU-${id}`,
      slug: `slug-${id.toLowerCase()}`,
      name,
      description: '',
      price: { amount: 1000, currency: 'USD' },
      category: 'things',
      images: [],
      attributes: {},
      tags: [],
      rating: { average: 0, count: 0 },
      availability: 'in_stock',
      status: 'active',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    },
    categories: [{ slug: 'things', name: { en: 'Things' } }],
  }
}
