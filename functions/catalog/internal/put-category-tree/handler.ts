import { putCategoryTree } from '../../../../contracts/internal/put-category-tree.ts'
import { internal } from '../../../shared/internal.ts'
import { changeCategories } from '../../category-changes.ts'

export const handler = internal(putCategoryTree, async ({ categories }) => ({
  changed: await changeCategories(categories),
}))
