import { listShelf } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const listShelfInternal: InternalDefinition = { contract: listShelf, table: 'read' }
