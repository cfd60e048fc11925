import { quoteItems } from '../../../../contracts/internal/index.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const quoteItemsInternal: InternalDefinition = { contract: quoteItems, table: 'read' }
