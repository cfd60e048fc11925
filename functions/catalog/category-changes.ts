import type { EventContext } from '../shared/outbox.ts'
import { type CategoryNode, pathsOf } from './domain/category-tree.ts'
import { listsOf } from './domain/lists.ts'
import { retryWhenStale, writeRelisted } from './product-changes.ts'
import {
  type CategoryItem,
  getCategories,
  getCategory,
  getProduct,
  putCategory,
  queryWholeList,
  settleCategory,
} from './table.ts'

/**
 * Puts categories over those that exist, and tells of the products of those that got another place or name.
 * @returns how many categories changed
 */
export async function changeCategories(nodes: readonly CategoryNode[], context: EventContext): Promise<number> {
  const existing = new Map((await getCategories()).map((category) => [category.slug, category]))
  const wanted = new Map<string, CategoryNode>([...existing, ...nodes.map((node) => [node.slug, node] as const)])
  const paths = pathsOf(wanted)
  const changed = [...wanted.values()].filter((node) => differs(existing.get(node.slug), node, paths.get(node.slug)!))
  for (const node of changed) {
    const old = existing.get(node.slug)
    const path = paths.get(node.slug)!
    await putCategory(node, path, old !== undefined && (!same(old.path, path) || !sameName(old, node)))
  }
  // Marked in the table, so that a repetition goes on where an interrupted run stopped.
  for (const { slug } of (await getCategories()).filter(({ moved }) => moved)) {
    for (const productId of await queryWholeList(slug)) await relist(productId, context)
    await settleCategory(slug)
  }
  return changed.length
}

function differs(old: CategoryItem | undefined, node: CategoryNode, path: readonly string[]): boolean {
  if (!old) return true
  return !same(old.path, path) || old.position !== node.position || !sameName(old, node) || old.parent !== node.parent
}

const sameName = (a: CategoryNode, b: CategoryNode) => a.name.en === b.name.en && a.name.zh === b.name.zh
const same = (a: readonly string[], b: readonly string[]) => a.join('/') === b.join('/')

function relist(productId: string, context: EventContext): Promise<void> {
  return retryWhenStale(async () => {
    const product = await getProduct(productId)
    if (product?.status !== 'active') return
    const category = await getCategory(product.category)
    const lists = listsOf(category?.path ?? [product.category])
    await writeRelisted(product, { ...product, lists }, context)
  })
}
