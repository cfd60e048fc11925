import { relatedProducts } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const relatedProductsInternal: InternalDefinition = { contract: relatedProducts, table: 'read' }
