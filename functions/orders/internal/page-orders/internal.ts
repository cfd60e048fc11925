import { pageOrders } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const pageOrdersFunction: InternalDefinition = { contract: pageOrders, table: 'read' }
