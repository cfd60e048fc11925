import { eraseEach, eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import { pseudonymise } from '../../domain/pseudonymise.ts'
import { changeOrder, ordersOf } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, deps) => {
  await eraseEach(
    deps.now,
    (start) => ordersOf(userId, start),
    ({ id }) => changeOrder(id, (order) => pseudonymise(order, deps.now.toISOString()), deps),
  )
  await eraseKeptAnswers(deps.now, userId)
  return {}
})
