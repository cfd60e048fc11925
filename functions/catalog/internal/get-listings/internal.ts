import { getListings } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getListingsInternal: InternalDefinition = { contract: getListings, table: 'read' }
