import { eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import { deleteSubscriptionsOfUser } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, { now }) => {
  await deleteSubscriptionsOfUser(userId)
  await eraseKeptAnswers(now, userId)
  return {}
})
