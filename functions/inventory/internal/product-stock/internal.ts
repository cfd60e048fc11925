import { productStock } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const productStockInternal: InternalDefinition = { contract: productStock, table: 'read' }
