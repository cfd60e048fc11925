import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { Coupon, NewCoupon } from '../coupon-schemas.ts'

export const createCoupon = defineRoute({
  name: 'create-coupon',
  method: 'POST',
  path: '/api/coupons',
  summary: 'Make a coupon: a percentage, an amount or free shipping',
  access: staffOnly,
  ownership: 'shop',
  body: NewCoupon,
  responses: { 201: z.object({ coupon: Coupon }) },
  problems: ['ALREADY_EXISTS'],
  headers: { answer: ['Location'] },
  idempotency: 'optional',
  table: 'write',
})
