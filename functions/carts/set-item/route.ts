import * as z from 'zod/mini'
import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { MAX_QUANTITY } from '../../../contracts/quantity.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { cartAnswer, Reference } from '../schemas.ts'

export const setItem = defineRoute({
  name: 'set-item',
  method: 'PUT',
  path: '/api/cart/items/{sku}',
  summary: 'Set how many units are in the cart; 0 takes the line out',
  access: 'optional',
  ownership: 'caller',
  params: z.strictObject({ sku: Reference }),
  body: z.strictObject({ quantity: z.int().check(z.minimum(0), z.maximum(MAX_QUANTITY)) }),
  responses: { 200: cartAnswer },
  problems: ['NOT_FOUND', 'UNAVAILABLE', 'CONFLICT', 'VERSION_MISMATCH', 'PROVIDER_UNAVAILABLE'],
  headers: { request: ['X-Cart-Token'], answer: ['X-Cart-Token'] },
  table: 'write',
  calls: [quoteItems, quoteCoupon],
})
