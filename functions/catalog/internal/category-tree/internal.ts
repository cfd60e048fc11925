import { categoryTree } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const categoryTreeInternal: InternalDefinition = { contract: categoryTree, table: 'read' }
