import { getContact } from '../../../../contracts/internal/get-contact.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

export const getContactDefinition: InternalDefinition = { contract: getContact, table: 'read' }
