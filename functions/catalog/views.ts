import type * as z from 'zod/mini'
import type { Language } from '../shared/language.ts'
import { type Product as Entity, ratingOf } from './domain/product.ts'
import type { SkuStock } from './domain/sku-row.ts'
import type { ListedProduct, Product, Review } from './schemas.ts'
import type { Review as ReviewItem } from './table.ts'

export const toListedProduct = (product: Entity, language: Language = 'en'): z.infer<typeof ListedProduct> => ({
  ...commonFields(product, language),
  ...(product.variants.length === 0
    ? {}
    : { variants: product.variants.map((variant) => variantFields(product, variant)) }),
})

function commonFields(product: Entity, language: Language) {
  const translation = language === 'en' ? undefined : product.translations?.[language]
  return {
    id: product.id,
    sku: product.sku,
    slug: product.slug,
    name: translation?.name ?? product.name,
    description: translation?.description ?? product.description,
    price: product.price,
    category: product.category,
    ...(product.brand === undefined ? {} : { brand: product.brand }),
    images: [...product.images],
    attributes: { ...product.attributes },
    tags: [...product.tags],
    rating: ratingOf(product),
    availability: product.availability,
    status: product.status === 'draft' ? ('draft' as const) : ('active' as const),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    version: product.version,
  }
}

/** @param stock of the variants' skus */
export function toProduct(
  product: Entity,
  stock: ReadonlyMap<string, SkuStock>,
  language: Language = 'en',
): z.infer<typeof Product> {
  return {
    ...commonFields(product, language),
    ...(product.maxPerCustomer === undefined ? {} : { maxPerCustomer: product.maxPerCustomer }),
    ...(product.variants.length === 0
      ? {}
      : { variants: product.variants.map((variant) => toVariant(product, variant, stock.get(variant.sku))) }),
    ...(product.translations ? { translations: product.translations } : {}),
  }
}

type Variant = Entity['variants'][number]

const variantFields = (product: Entity, { sku, options, price }: Variant) => ({
  sku,
  options: { ...options },
  price: price ?? product.price,
})

function toVariant(product: Entity, variant: Variant, stock: SkuStock | undefined) {
  return {
    ...variantFields(product, variant),
    availability: stock?.stockStatus ?? ('out' as const),
    ...(stock?.available === undefined ? {} : { available: stock.available }),
  }
}

/** Whose it is stays inside: readers of a review need no id of a person. */
export const toReview = (review: ReviewItem) => {
  const { id, productId, rating, title, text, verified, createdAt, updatedAt, version } = review
  const edited = updatedAt === undefined ? {} : { updatedAt }
  return { id, productId, rating, title, text, verified, createdAt, ...edited, version } satisfies z.infer<
    typeof Review
  >
}
