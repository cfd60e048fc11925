import { type CategoryNode, pathsOf } from './domain/category-tree.ts'
import { listsOf } from './domain/lists.ts'
import { retryWhenStale } from './product-changes.ts'
import {
  type CategoryItem,
  getCategories,
  getCategory,
  getProduct,
  putCategory,
  queryWholeList,
  settleCategory,
  writeProduct,
} from './table.ts'

/**
 * Puts categories over those that exist and moves the products of those that got another place.
 * @returns how many categories changed
 */
export async function changeCategories(nodes: readonly CategoryNode[]): Promise<number> {
  const existing = new Map((await getCategories()).map((category) => [category.slug, category]))
  const wanted = new Map<string, CategoryNode>([...existing, ...nodes.map((node) => [node.slug, node] as const)])
  const paths = pathsOf(wanted)
  const changed = [...wanted.values()].filter((node) => differs(existing.get(node.slug), node, paths.get(node.slug)!))
  for (const node of changed) {
    const old = existing.get(node.slug)
    const path = paths.get(node.slug)!
    await putCategory(node, path, old !== undefined && !same(old.path, path))
  }
  // Marked in the table, so that a repetition goes on where an interrupted run stopped.
  for (const { slug } of (await getCategories()).filter(({ moved }) => moved)) {
    for (const productId of await queryWholeList(slug)) await relist(productId)
    await settleCategory(slug)
  }
  return changed.length
}

function differs(old: CategoryItem | undefined, node: CategoryNode, path: readonly string[]): boolean {
  if (!old) return true
  return (
    !same(old.path, path) ||
    old.position !== node.position ||
    old.name.en !== node.name.en ||
    old.name.zh !== node.name.zh ||
    old.parent !== node.parent
  )
}

const same = (a: readonly string[], b: readonly string[]) => a.join('/') === b.join('/')

function relist(productId: string): Promise<void> {
  return retryWhenStale(async () => {
    const product = await getProduct(productId)
    if (product?.status !== 'active') return
    const category = await getCategory(product.category)
    const lists = listsOf(category?.path ?? [product.category])
    if (same(lists, product.lists)) return
    await writeProduct(product, { ...product, lists, revision: product.revision + 1 })
  })
}
