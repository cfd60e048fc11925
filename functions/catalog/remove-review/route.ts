import { ReviewRemoved } from '../../../contracts/events/index.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { reviewParams } from '../schemas.ts'

export const removeReview = defineRoute({
  name: 'remove-review',
  method: 'DELETE',
  path: '/api/products/{id}/reviews/{reviewId}',
  summary: 'Remove one’s own review, or as staff anybody’s; its stars no longer count',
  access: anyUser,
  ownership: 'resource',
  params: reviewParams,
  responses: { 204: null },
  problems: ['VERSION_MISMATCH'],
  table: 'write',
  emits: [ReviewRemoved],
})
