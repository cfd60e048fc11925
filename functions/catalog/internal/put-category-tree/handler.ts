import { putCategoryTree } from '../../../../contracts/internal/put-category-tree.ts'
import { newId } from '../../../shared/ids.ts'
import { internal } from '../../../shared/internal.ts'
import { changeCategories } from '../../category-changes.ts'

export const handler = internal(putCategoryTree, async ({ categories }) => ({
  changed: await changeCategories(categories, { newId, now: new Date(), correlationId: newId() }),
}))
