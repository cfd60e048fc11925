import { notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { findCoupon } from '../table.ts'
import { couponView } from '../views.ts'
import { getCoupon } from './route.ts'

export const handler = endpoint(getCoupon, async ({ params }) => {
  const coupon = await findCoupon(params.code)
  if (!coupon) throw notFound('coupon')
  // Uses change without a new version.
  return reply({ body: { coupon: couponView(coupon) }, headers: { etag: `"${coupon.version}-${coupon.used}"` } })
})
