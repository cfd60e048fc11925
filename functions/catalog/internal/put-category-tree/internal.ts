import { ProductListingChanged } from '../../../../contracts/events/index.ts'
import { putCategoryTree } from '../../../../contracts/internal/put-category-tree.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const putCategoryTreeInternal: InternalDefinition = {
  contract: putCategoryTree,
  table: 'write',
  emits: [ProductListingChanged],
  // A category that moved takes all its products along.
  timeoutSeconds: 300,
}
