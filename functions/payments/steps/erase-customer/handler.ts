import { eraseEach, eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import { erasePayment, paymentsOf } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, { now }) => {
  await eraseEach(now, (start) => paymentsOf(userId, start), erasePayment)
  await eraseKeptAnswers(now, userId)
  return {}
})
