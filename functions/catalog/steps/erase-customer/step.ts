import { eraseCustomerStep } from '../../../shared/erase-customer-step.ts'

/** Reviews lose their words and whose they were; their stars stay, so that no rating changes. */
export const eraseCustomer = eraseCustomerStep()
