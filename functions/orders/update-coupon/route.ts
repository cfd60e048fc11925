import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { Coupon, CouponChanges, couponParams } from '../coupon-schemas.ts'

export const updateCoupon = defineRoute({
  name: 'update-coupon',
  method: 'PUT',
  path: '/api/coupons/{code}',
  summary: 'Change the fields given; the others stay, and null takes a limit away',
  access: staffOnly,
  ownership: 'shop',
  params: couponParams,
  body: CouponChanges,
  responses: { 200: z.object({ coupon: Coupon }) },
  problems: ['NOT_FOUND', 'VERSION_MISMATCH'],
  table: 'write',
})
