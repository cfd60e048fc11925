import { notFound } from '../../shared/errors.ts'
import { getItem, getItems, type Key } from '../../shared/table.ts'
import type { Category } from '../domain/category-tree.ts'
import type { Product } from '../domain/product.ts'
import { categoryKey, productKey, skuKey, slugKey } from './keys.ts'
import { fromItem, type ProductItem } from './product-item.ts'
import type { SkuItem } from './skus.ts'

type Item = Key & Record<string, unknown>

/** Product ids are ULIDs. */
export const looksLikeProductId = (reference: string): boolean => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(reference)

export async function getProduct(id: string): Promise<Product | undefined> {
  const item = await getItem<ProductItem>(productKey(id))
  return item && fromItem(item)
}

/** By id; in no order, missing ones absent. */
export async function getProducts(ids: readonly string[]): Promise<Product[]> {
  return (await getItems<ProductItem>(ids.map(productKey))).map(fromItem)
}

/**
 * By id, slug or sku, in that order; drafts too.
 * @throws {Problem} NOT_FOUND when there is none or it was removed.
 */
export async function findProductBy(reference: string): Promise<Product> {
  const product = await tryFindProductBy(reference)
  if (!product) throw notFound('product')
  return product
}

export async function tryFindProductBy(reference: string): Promise<Product | undefined> {
  const keys = [slugKey(reference), skuKey(reference)]
  const found = await getItems<Item>(looksLikeProductId(reference) ? [productKey(reference), ...keys] : keys)
  const direct = found.find(({ sk }) => sk === 'PRODUCT') as unknown as ProductItem | undefined
  if (direct) return listed(fromItem(direct))
  const pointer = found.find(({ sk }) => sk === 'SLUG') ?? found.find(({ sk, productId }) => sk === 'SKU' && productId)
  return pointer ? listed(await getProduct(pointer.productId as string)) : undefined
}

const listed = (product: Product | undefined) => (product?.status === 'removed' ? undefined : product)

/** Those of these slugs that some product has. */
export async function getTakenSlugs(slugs: readonly string[]): Promise<Set<string>> {
  const items = await getItems<Item>(slugs.map(slugKey))
  return new Set(items.map(({ pk }) => pk.slice(slugKey('').pk.length)))
}

/** What a write of a product has to know of its surroundings. */
export interface Surroundings {
  readonly category: Category | undefined
  /** Id of the product that has the slug. */
  readonly slugOwner: string | undefined
  readonly skus: ReadonlyMap<string, SkuItem>
}

export async function readSurroundings(of: {
  category: string
  slug: string
  skus: readonly string[]
}): Promise<Surroundings> {
  const items = await getItems<Item>([categoryKey(of.category), slugKey(of.slug), ...of.skus.map(skuKey)])
  const skus = items.filter(({ sk }) => sk === 'SKU') as unknown as SkuItem[]
  return {
    category: items.find(({ pk }) => pk === categoryKey('').pk) as unknown as Category | undefined,
    slugOwner: items.find(({ sk, pk }) => sk === 'SLUG' && pk === slugKey(of.slug).pk)?.productId as string | undefined,
    skus: new Map(skus.map((item) => [item.sku, item])),
  }
}
