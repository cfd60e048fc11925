import { getProductPage } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getProductPageInternal: InternalDefinition = { contract: getProductPage, table: 'read' }
