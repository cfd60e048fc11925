import { StockReleased } from '../../../../contracts/events/index.ts'
import { releaseHold as contract } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const releaseHoldFunction: InternalDefinition = { contract, table: 'write', emits: [StockReleased] }
