import { eraseEach, eraseKeptAnswers } from '../../../shared/erasure.ts'
import { step } from '../../../shared/step.ts'
import { anonymiseReview, reviewsBy } from '../../table.ts'
import { eraseCustomer } from './step.ts'

export const handler = step(eraseCustomer, async ({ userId }, { now }) => {
  await eraseEach(now, (start) => reviewsBy(userId, start), anonymiseReview)
  await eraseKeptAnswers(now, userId)
  return {}
})
