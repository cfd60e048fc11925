import { getAddress } from '../../../../contracts/internal/get-address.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getAddressDefinition: InternalDefinition = { contract: getAddress, table: 'read' }
