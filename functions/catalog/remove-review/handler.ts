import { ReviewRemoved } from '../../../contracts/events/index.ts'
import { notFound } from '../../shared/errors.ts'
import { isStaff } from '../../shared/http/caller.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { publish } from '../../shared/outbox.ts'
import { assertReviewVersion } from '../domain/review.ts'
import { findProductBy, findReview, getReviewBy, writeReview } from '../table.ts'
import { removeReview } from './route.ts'

export const handler = endpoint(removeReview, async ({ params, caller, ifMatch }, deps) => {
  const product = await findProductBy(params.id)
  const own = await getReviewBy(userOf(caller).userId, product.id)
  const other =
    own?.id !== params.reviewId && isStaff(caller) ? await findReview(product.id, params.reviewId) : undefined
  const review = own?.id === params.reviewId ? own : other
  if (!review) throw notFound('review')
  assertReviewVersion(review, ifMatch)
  const event = { productId: product.id, reviewId: review.id }
  await writeReview(review, undefined, [publish(ReviewRemoved, product.id, event, deps)])
  return undefined
})
