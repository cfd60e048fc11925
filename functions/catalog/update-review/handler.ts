import { ProductReviewed } from '../../../contracts/events/index.ts'
import { notFound } from '../../shared/errors.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { publish } from '../../shared/outbox.ts'
import { editReview } from '../domain/review.ts'
import { findProductBy, getReviewBy, writeReview } from '../table.ts'
import { toReview } from '../views.ts'
import { updateReview } from './route.ts'

export const handler = endpoint(updateReview, async ({ params, body, caller, ifMatch }, deps) => {
  const product = await findProductBy(params.id)
  const before = await getReviewBy(userOf(caller).userId, product.id)
  if (product.status !== 'active' || before?.id !== params.reviewId) throw notFound('review')
  const review = editReview(before, body, ifMatch, deps.now.toISOString())
  if (review !== before) {
    const event = { productId: product.id, reviewId: review.id, rating: review.rating }
    await writeReview(before, review, [publish(ProductReviewed, product.id, event, deps)])
  }
  return { review: toReview(review) }
})
