import * as z from 'zod/mini'
import { ProductReviewed } from '../../../contracts/events/index.ts'
import { hasBought } from '../../../contracts/internal/index.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { NewReview, productParams, Review } from '../schemas.ts'

export const createReview = defineRoute({
  name: 'create-review',
  method: 'POST',
  path: '/api/products/{id}/reviews',
  summary: 'Review a product, once; marked verified for who has bought it',
  access: anyUser,
  ownership: 'caller',
  params: productParams,
  body: NewReview,
  responses: { 201: z.object({ review: Review }) },
  problems: ['NOT_FOUND', 'ALREADY_EXISTS', 'PROVIDER_UNAVAILABLE'],
  idempotency: 'optional',
  table: 'write',
  emits: [ProductReviewed],
  calls: [hasBought],
})
