import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { couponParams } from '../coupon-schemas.ts'

export const deleteCoupon = defineRoute({
  name: 'delete-coupon',
  method: 'DELETE',
  path: '/api/coupons/{code}',
  summary: 'Delete a coupon; orders that used it keep their discount',
  access: staffOnly,
  ownership: 'shop',
  params: couponParams,
  responses: { 204: null },
  problems: ['NOT_FOUND', 'VERSION_MISMATCH'],
  table: 'write',
})
