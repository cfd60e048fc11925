import { ProductReviewed } from '../../../contracts/events/index.ts'
import { hasBought } from '../../../contracts/internal/index.ts'
import { notFound } from '../../shared/errors.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { call } from '../../shared/internal.ts'
import { publish } from '../../shared/outbox.ts'
import { addReview, findProductBy } from '../table.ts'
import { toReview } from '../views.ts'
import { createReview } from './route.ts'

export const handler = endpoint(createReview, async ({ params, body, caller, idempotency }, deps) => {
  const product = await findProductBy(params.id)
  if (product.status !== 'active') throw notFound('product')
  const { userId } = userOf(caller)
  const { bought } = await call(hasBought, { customerId: userId, productId: product.id })
  const review = {
    id: deps.newId(),
    productId: product.id,
    userId,
    ...body,
    verified: bought,
    createdAt: deps.now.toISOString(),
    version: 1,
  }
  const answer = { review: toReview(review) }
  await addReview(review, [
    ...(idempotency ? [idempotency.record({ status: 201, body: answer })] : []),
    publish(ProductReviewed, product.id, { productId: product.id, reviewId: review.id, rating: review.rating }, deps),
  ])
  return answer
})
