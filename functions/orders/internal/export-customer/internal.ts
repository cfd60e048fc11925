import { exportOrders } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const exportCustomer: InternalDefinition = { contract: exportOrders, table: 'read' }
