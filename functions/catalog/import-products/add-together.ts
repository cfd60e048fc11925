/**
 * Adds the plain ones of many new products, a transaction for as many of a category as it takes: one at a time each would read
 * its surroundings and wait for the row that counts its category.
 */
import * as z from 'zod/mini'
import { ProductCreated } from '../../../contracts/events/index.ts'
import type { Deps } from '../../shared/deps.ts'
import { publish } from '../../shared/outbox.ts'
import { MAX_TRANSACTION_ITEMS } from '../../shared/table.ts'
import { bestOf } from '../domain/availability.ts'
import type { Category } from '../domain/category-tree.ts'
import { createProduct, type Product } from '../domain/product.ts'
import { distinctSlug, slugOf } from '../domain/slug.ts'
import { NewProduct } from '../schemas.ts'
import { getCategory, getTakenSlugs, type SkuItem, writeNewProducts } from '../table.ts'
import type { ValidRow } from './read-rows.ts'

interface Addition {
  readonly row: ValidRow
  readonly product: Product
}

/**
 * @param stock what is known of the skus
 * @param category of products without one
 * @returns the rows that were added; the others need a closer look, one by one
 */
export async function addTogether(
  rows: readonly ValidRow[],
  stock: ReadonlyMap<string, SkuItem>,
  category: string | undefined,
  deps: Deps,
): Promise<Set<ValidRow>> {
  const additions = await prepare(rows, stock, category, deps)
  const added = new Set<ValidRow>()
  const byCategory = Map.groupBy(additions, ({ product }) => product.category)
  await Promise.all(
    [...byCategory.values()].map(async (all) => {
      // Each: the event, the product, its slug and sku, its place in each list. And one for the category's count.
      const most = Math.floor((MAX_TRANSACTION_ITEMS - 1) / (4 + all[0]!.product.lists.length))
      for (let start = 0; start < all.length; start += most) {
        const group = all.slice(start, start + most)
        if (await write(group, deps)) for (const { row } of group) added.add(row)
      }
    }),
  )
  return added
}

async function prepare(
  rows: readonly ValidRow[],
  stock: ReadonlyMap<string, SkuItem>,
  category: string | undefined,
  deps: Deps,
): Promise<Addition[]> {
  const plain = rows.flatMap((row) => {
    const { data } = z.safeParse(NewProduct, { ...(category ? { category } : {}), ...row.fields })
    return data && data.status !== 'draft' && !data.variants?.length ? [{ row, fields: data, id: deps.newId() }] : []
  })
  const names = [...new Set(plain.map(({ fields }) => fields.category))]
  const categories = new Map(
    (await Promise.all(names.map(getCategory))).flatMap((each) => (each ? [[each.slug, each]] : [])),
  )
  const wanted = plain.map(({ fields, id }) => fields.slug ?? slugOf(fields.name, id))
  const taken = await getTakenSlugs(wanted)
  return plain.flatMap(({ row, fields, id }, index) => {
    const found: Category | undefined = categories.get(fields.category)
    const slug = taken.has(wanted[index]!) ? distinctSlug(wanted[index]!, id) : wanted[index]!
    // A new category, or a slug that was asked for and is taken.
    if (!found || taken.has(slug) || (fields.slug !== undefined && slug !== fields.slug)) return []
    taken.add(slug)
    const availability = bestOf([stock.get(fields.sku)?.stockStatus])
    const context = { id, slug, at: deps.now.toISOString(), categoryPath: found.path, availability }
    return [{ row, product: createProduct(fields, context) }]
  })
}

/** @returns false when something stood against it: then nothing of the group is written. */
async function write(group: readonly Addition[], deps: Deps): Promise<boolean> {
  const events = group.map(({ product: { id, sku, version } }) =>
    publish(ProductCreated, id, { productId: id, skus: [sku], version }, deps),
  )
  try {
    await writeNewProducts(
      group.map(({ product }) => product),
      events,
    )
    return true
  } catch {
    return false
  }
}
