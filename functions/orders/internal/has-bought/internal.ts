import { hasBought } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const hasBoughtFunction: InternalDefinition = { contract: hasBought, table: 'read' }
