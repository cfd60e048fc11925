import type { Deps } from '../../../shared/deps.ts'
import { eraseEach, eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import type { Order } from '../../domain/order.ts'
import { pseudonymise } from '../../domain/pseudonymise.ts'
import { changeOrder, deletePurchases, deleteUses, eraseReturns, ordersOf, purchasesOf } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, deps) => {
  await eraseEach(
    deps.now,
    (start) => ordersOf(userId, start),
    (order) => eraseOrder(order, deps),
  )
  // After the orders: those that were cancelled gave their units back to these counts.
  await eraseEach(deps.now, (start) => purchasesOf(userId, start), deletePurchases)
  await eraseKeptAnswers(deps.now, userId)
  return {}
})

async function eraseOrder({ id, customerId, coupon }: Order, deps: Deps): Promise<void> {
  await changeOrder(id, (order) => pseudonymise(order, deps.now.toISOString()), deps)
  await eraseReturns(id)
  if (coupon) await deleteUses(coupon.id, customerId)
}
