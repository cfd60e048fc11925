import { getHolds as contract } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getHoldsFunction: InternalDefinition = { contract, table: 'read' }
