import * as z from 'zod/mini'
import { CouponCode } from '../../../contracts/coupon.ts'
import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { cartAnswer } from '../schemas.ts'

export const removeCoupon = defineRoute({
  name: 'remove-coupon',
  method: 'DELETE',
  path: '/api/cart/coupon',
  summary: 'Take the coupon out of the cart; with a code, only where it is that one',
  access: 'optional',
  ownership: 'caller',
  body: z.strictObject({ code: z.optional(CouponCode) }),
  responses: { 200: cartAnswer },
  problems: ['CONFLICT', 'VERSION_MISMATCH'],
  headers: { request: ['X-Cart-Token'], answer: ['X-Cart-Token'] },
  table: 'write',
  calls: [quoteItems, quoteCoupon],
})
