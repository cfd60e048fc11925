import * as z from 'zod/mini'
import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { Quantity } from '../../../contracts/quantity.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { exactlyOneOf } from '../../shared/http/validation.ts'
import { cartAnswer, Reference } from '../schemas.ts'

export const addItem = defineRoute({
  name: 'add-item',
  method: 'POST',
  path: '/api/cart/items',
  summary: 'Put units into the cart, on top of those that are in it',
  access: 'optional',
  ownership: 'caller',
  body: z
    .strictObject({ sku: z.optional(Reference), productId: z.optional(Reference), quantity: Quantity })
    .check(exactlyOneOf('sku', 'productId')),
  responses: { 200: cartAnswer },
  problems: ['NOT_FOUND', 'UNAVAILABLE', 'CONFLICT', 'VERSION_MISMATCH', 'PROVIDER_UNAVAILABLE'],
  idempotency: 'optional',
  headers: { request: ['X-Cart-Token'], answer: ['X-Cart-Token'] },
  table: 'write',
  calls: [quoteItems, quoteCoupon],
})
