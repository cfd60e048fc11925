import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { cartAnswer } from '../schemas.ts'

export const clearCart = defineRoute({
  name: 'clear-cart',
  method: 'DELETE',
  path: '/api/cart',
  summary: 'Take everything out of the cart',
  access: 'optional',
  ownership: 'caller',
  responses: { 200: cartAnswer },
  problems: ['CONFLICT', 'VERSION_MISMATCH'],
  headers: { request: ['X-Cart-Token'], answer: ['X-Cart-Token'] },
  table: 'write',
  calls: [quoteItems, quoteCoupon],
})
