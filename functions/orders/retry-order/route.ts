import * as z from 'zod/mini'
import { OrderRetryRequested } from '../../../contracts/events/index.ts'
import { Id } from '../../../contracts/quantity.ts'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { Order } from '../schemas.ts'

export const retryOrder = defineRoute({
  name: 'retry-order',
  method: 'POST',
  path: '/api/orders/{id}/retry',
  summary:
    'Let the checkout of a parked order go on from where it got stuck; while one retry is under way there is no other',
  access: staffOnly,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  responses: { 202: z.object({ order: Order }) },
  problems: ['NOT_FOUND', 'ILLEGAL_TRANSITION', 'CONFLICT'],
  table: 'write',
  emits: [OrderRetryRequested],
  idempotency: 'optional',
})
