import * as z from 'zod/mini'
import { ProductReviewed } from '../../../contracts/events/index.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Review, ReviewChanges, reviewParams } from '../schemas.ts'

export const updateReview = defineRoute({
  name: 'update-review',
  method: 'PUT',
  path: '/api/products/{id}/reviews/{reviewId}',
  summary: 'Change the given fields of one’s own review',
  access: anyUser,
  ownership: 'resource',
  params: reviewParams,
  body: ReviewChanges,
  responses: { 200: z.object({ review: Review }) },
  problems: ['VERSION_MISMATCH'],
  table: 'write',
  emits: [ProductReviewed],
})
