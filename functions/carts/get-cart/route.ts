import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { cartAnswer } from '../schemas.ts'

export const getCart = defineRoute({
  name: 'get-cart',
  method: 'GET',
  path: '/api/cart',
  summary: 'The cart at the prices of now; empty when there is none',
  access: 'optional',
  ownership: 'caller',
  responses: { 200: cartAnswer },
  headers: { request: ['X-Cart-Token'], answer: ['X-Cart-Token'] },
  table: 'read',
  calls: [quoteItems, quoteCoupon],
})
