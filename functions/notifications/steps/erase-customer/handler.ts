import { eraseEach, eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import { deleteItem } from '../../../shared/table.ts'
import { deliveriesTo, itemsOfUser } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, { now }) => {
  await eraseEach(now, (start) => itemsOfUser(userId, start), deleteItem)
  await eraseEach(now, (start) => deliveriesTo(userId, start), deleteItem)
  await eraseKeptAnswers(now, userId)
  return {}
})
