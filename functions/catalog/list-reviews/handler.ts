import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { findProductBy, queryReviews } from '../table.ts'
import { toReview } from '../views.ts'
import { listReviews } from './route.ts'

export const handler = endpoint(listReviews, async ({ params, query: { limit, cursor } }) => {
  const product = await findProductBy(params.id)
  if (product.status !== 'active') throw notFound('product')
  const { items, nextCursor } = await queryReviews(product.id, { limit, cursor })
  return { items: items.map(toReview), nextCursor }
})
