import * as z from 'zod/mini'
import { CouponCode, couponProblems } from '../../../contracts/coupon.ts'
import { quoteCoupon, quoteItems } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { cartAnswer } from '../schemas.ts'

export const applyCoupon = defineRoute({
  name: 'apply-coupon',
  method: 'POST',
  path: '/api/cart/coupon',
  summary: 'Use a coupon for the cart, in place of the one it has; its order takes it over',
  access: 'optional',
  ownership: 'caller',
  body: z.strictObject({ code: CouponCode }),
  responses: { 200: cartAnswer },
  problems: [...couponProblems, 'CONFLICT', 'VERSION_MISMATCH', 'PROVIDER_UNAVAILABLE'],
  headers: { request: ['X-Cart-Token'], answer: ['X-Cart-Token'] },
  table: 'write',
  calls: [quoteItems, quoteCoupon],
})
