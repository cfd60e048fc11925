import { readCart } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const readCartInternal: InternalDefinition = { contract: readCart, table: 'read' }
