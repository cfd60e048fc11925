import { categoryTree } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { treeOf } from '../../domain/category-tree.ts'
import { getCategories } from '../../table.ts'

export const handler = internal(categoryTree, async ({ language }) => ({
  categories: treeOf(await getCategories(), language),
}))
