import { OrderCancelled } from '../../../../contracts/events/index.ts'
import { eraseCustomerStep } from '../../../shared/erase-customer-step.ts'

/** Orders lose everything but what tax law keeps; those that have not left are cancelled first. */
export const eraseCustomer = eraseCustomerStep([OrderCancelled])
