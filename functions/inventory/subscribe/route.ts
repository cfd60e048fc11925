import * as z from 'zod/mini'
import { findProduct } from '../../../contracts/internal/index.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Subscription, stockParams } from '../schemas.ts'

export const subscribe = defineRoute({
  name: 'subscribe',
  method: 'POST',
  path: '/api/inventory/{productId}/subscriptions',
  summary: 'Be told once when a sold-out sku, or any of a product, is back in stock',
  access: anyUser,
  ownership: 'caller',
  params: stockParams,
  // Nothing needs to be said; an empty object is fine.
  body: z.strictObject({}),
  responses: { 201: z.object({ subscription: Subscription }) },
  problems: ['NOT_FOUND', 'IN_STOCK'],
  idempotency: 'optional',
  table: 'write',
  calls: [findProduct],
})
