import { UserErased } from '../../../../contracts/events/user-erased.ts'
import { eraseEach, eraseKeptAnswers } from '../../../shared/erasure.ts'
import { publish } from '../../../shared/outbox.ts'
import { step } from '../../../shared/step.ts'
import { deleteItem } from '../../../shared/table.ts'
import { belongingsOf, closeErasure, sessionsOf } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId, erasureId }, deps) => {
  await eraseEach(deps.now, (start) => sessionsOf(userId, start), deleteItem)
  await eraseEach(deps.now, (start) => belongingsOf(userId, start), deleteItem)
  await eraseKeptAnswers(deps.now, userId)
  await closeErasure(userId, deps.now, [publish(UserErased, userId, { userId, erasureId }, deps)])
  return {}
})
