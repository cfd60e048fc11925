import { eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import { userOwner } from '../../owner.ts'
import { deleteCart } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, { now }) => {
  await deleteCart(userOwner(userId))
  await eraseKeptAnswers(now, userId)
  return {}
})
