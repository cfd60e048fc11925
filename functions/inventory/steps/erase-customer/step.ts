import { eraseCustomerStep } from '../../../shared/erase-customer-step.ts'

export const eraseCustomer = eraseCustomerStep()
