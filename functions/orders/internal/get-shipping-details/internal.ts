import { getShippingDetails } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getShippingDetailsFunction: InternalDefinition = { contract: getShippingDetails, table: 'read' }
