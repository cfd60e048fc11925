import type { Product } from '../domain/product.ts'

type Pairs = readonly (readonly [string, string])[]

/** A product as stored: texts by name are lists of pairs, because DynamoDB keeps no order of a map's keys. */
export interface ProductItem extends Omit<Product, 'attributes' | 'variants'> {
  readonly attributes: Pairs
  readonly variants: readonly (Omit<Product['variants'][number], 'options'> & { readonly options: Pairs })[]
}

export const toItem = (product: Product): ProductItem => ({
  ...product,
  attributes: Object.entries(product.attributes),
  variants: product.variants.map((variant) => ({ ...variant, options: Object.entries(variant.options) })),
})

export const fromItem = (item: ProductItem): Product => ({
  ...item,
  attributes: Object.fromEntries(item.attributes),
  variants: item.variants.map((variant) => ({ ...variant, options: Object.fromEntries(variant.options) })),
})
