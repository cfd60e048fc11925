import { UserErased } from '../../../../contracts/events/user-erased.ts'
import { eraseCustomerStep } from '../../../shared/erase-customer-step.ts'

/** The last step: what is left of the account, and the word that everything is done. */
export const eraseCustomer = eraseCustomerStep([UserErased])
