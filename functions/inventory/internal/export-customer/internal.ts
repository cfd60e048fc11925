import { exportInventory } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const exportCustomer: InternalDefinition = { contract: exportInventory, table: 'read' }
