import { pageListings } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const pageListingsInternal: InternalDefinition = { contract: pageListings, table: 'read', timeoutSeconds: 15 }
