import { checkStock as contract } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const checkStock: InternalDefinition = { contract, table: 'read' }
