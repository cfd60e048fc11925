import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { ALWAYS_ASK, pageOf, productParams, Review } from '../schemas.ts'

export const listReviews = defineRoute({
  name: 'list-reviews',
  method: 'GET',
  path: '/api/products/{id}/reviews',
  summary: 'Reviews of a product, newest first',
  access: 'public',
  ownership: 'shop',
  params: productParams,
  query: z.strictObject(listQuery),
  responses: { 200: pageOf(Review) },
  problems: ['NOT_FOUND', 'INVALID_CURSOR'],
  table: 'read',
  cacheControl: ALWAYS_ASK,
})
