import { eraseCustomerStep } from '../../../shared/erase-customer-step.ts'

/** Amounts, dates and the provider's ids stay: they are the books. What people wrote goes. */
export const eraseCustomer = eraseCustomerStep()
