import { Problem } from '../../shared/errors.ts'
import type { Language } from '../../shared/language.ts'

/** Levels below each other: bounds the lists that a product is entered in. */
export const MAX_DEPTH = 4

export interface CategoryNode {
  readonly slug: string
  readonly name: { readonly en: string; readonly zh?: string | undefined }
  readonly parent?: string | undefined
  readonly position: number
}

export interface Category extends CategoryNode {
  /** Slugs from the top category down to this one. */
  readonly path: readonly string[]
  /** Listed products of this very category. */
  readonly productCount: number
}

export interface CategoryBranch {
  readonly slug: string
  readonly name: string
  /** Listed products, those of the categories below included. */
  readonly count: number
  readonly children: CategoryBranch[]
}

/** The tree as shown: ordered by position, then slug. */
export function treeOf(categories: readonly Category[], language: Language): CategoryBranch[] {
  const branchesOf = (parent: string | undefined): CategoryBranch[] =>
    categories
      .filter((category) => category.path.at(-2) === parent)
      .sort((a, b) => a.position - b.position || (a.slug < b.slug ? -1 : 1))
      .map(({ slug, name, productCount }) => {
        const children = branchesOf(slug)
        const count = children.reduce((total, child) => total + child.count, productCount)
        return { slug, name: name[language] ?? name.en, count, children }
      })
  return branchesOf(undefined)
}

/**
 * Paths of all categories when `changes` are put over `existing`.
 * @throws {Problem} VALIDATION_FAILED for an unknown parent, a circle, or too many levels.
 */
export function pathsOf(nodes: ReadonlyMap<string, CategoryNode>): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  const pathOf = (slug: string, below: readonly string[]): string[] => {
    const known = paths.get(slug)
    if (known) return known
    const node = nodes.get(slug)
    if (!node) throw invalid(`"${below.at(-1)}" is below the category "${slug}", which does not exist.`)
    if (below.includes(slug)) throw invalid(`"${slug}" is below itself.`)
    const path = [...(node.parent === undefined ? [] : pathOf(node.parent, [...below, slug])), slug]
    if (path.length > MAX_DEPTH) throw invalid(`"${slug}" is more than ${MAX_DEPTH} levels deep.`)
    paths.set(slug, path)
    return path
  }
  for (const slug of nodes.keys()) pathOf(slug, [])
  return paths
}

const invalid = (detail: string) => new Problem('VALIDATION_FAILED', detail)
