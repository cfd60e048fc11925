import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { cartAnswer } from '../schemas.ts'

export const mergeCart = defineRoute({
  name: 'merge-cart',
  method: 'POST',
  path: '/api/cart/merge',
  summary: "Take the lines of the guest's cart named by X-Cart-Token into the user's",
  access: anyUser,
  ownership: 'caller',
  responses: { 200: cartAnswer },
  problems: ['CONFLICT', 'VERSION_MISMATCH'],
  headers: { request: ['X-Cart-Token'] },
  table: 'write',
  calls: [quoteItems, quoteCoupon],
})
