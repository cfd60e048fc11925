import { UserRegistered } from '../../../../contracts/events/user-registered.ts'
import { createAccount } from '../../../../contracts/internal/create-account.ts'
import type { InternalDefinition } from '../../../shared/service.ts'

/** Nobody can call it in prod: it is not there. */
export const createAccountDefinition: InternalDefinition = {
  contract: createAccount,
  table: 'write',
  emits: [UserRegistered],
  onlyIn: ['local', 'dev'],
}
