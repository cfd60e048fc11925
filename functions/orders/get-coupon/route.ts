import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { Coupon, couponParams } from '../coupon-schemas.ts'

export const getCoupon = defineRoute({
  name: 'get-coupon',
  method: 'GET',
  path: '/api/coupons/{code}',
  summary: 'A coupon, with how often it was used',
  access: staffOnly,
  ownership: 'shop',
  params: couponParams,
  responses: { 200: z.object({ coupon: Coupon }) },
  problems: ['NOT_FOUND'],
  table: 'read',
})
