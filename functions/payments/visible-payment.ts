import { notFound } from '../shared/errors.ts'
import { type Caller, isStaff } from '../shared/http/caller.ts'
import { userOf } from '../shared/http/endpoint.ts'
import type { Payment } from './domain/payment.ts'
import { getPayment } from './table.ts'

/** The payment if it is the caller's or the caller is staff. @throws {Problem} NOT_FOUND */
export async function visiblePayment(id: string, caller: Caller): Promise<Payment> {
  const payment = await getPayment(id)
  if (!payment || !(isStaff(caller) || payment.customerId === userOf(caller).userId)) throw notFound('payment')
  return payment
}
