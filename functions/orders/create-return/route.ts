import * as z from 'zod/mini'
import { OrderReturned } from '../../../contracts/events/index.ts'
import { Id, MAX_LINES, Quantity, Sku } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Return } from '../return-schemas.ts'

export const createReturn = defineRoute({
  name: 'create-return',
  method: 'POST',
  path: '/api/orders/{id}/returns',
  summary: 'Return goods of an own order that was shipped, staff of any; their share of what was paid goes back',
  access: anyUser,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    /** Lines of the same sku count together. */
    lines: z.array(z.strictObject({ sku: Sku, quantity: Quantity })).check(z.minLength(1), z.maxLength(MAX_LINES)),
    reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  }),
  responses: { 201: z.object({ return: Return }) },
  problems: ['NOT_FOUND', 'ORDER_NOT_RETURNABLE', 'RETURN_EXCEEDS_ORDER', 'VERSION_MISMATCH', 'CONFLICT'],
  headers: { answer: ['Location'] },
  table: 'write',
  emits: [OrderReturned],
  idempotency: 'optional',
})
