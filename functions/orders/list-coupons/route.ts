import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { Coupon } from '../coupon-schemas.ts'

export const listCoupons = defineRoute({
  name: 'list-coupons',
  method: 'GET',
  path: '/api/coupons',
  summary: 'All coupons, by code',
  access: staffOnly,
  ownership: 'shop',
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(Coupon), nextCursor: z.nullable(z.string()) }) },
  problems: ['INVALID_CURSOR'],
  table: 'read',
})
