import { findProduct } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const findProductInternal: InternalDefinition = { contract: findProduct, table: 'read' }
