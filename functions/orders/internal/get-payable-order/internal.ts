import { getPayableOrder } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getPayableOrderFunction: InternalDefinition = { contract: getPayableOrder, table: 'read' }
