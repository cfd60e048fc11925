import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { assertTerms } from '../domain/coupon/coupon.ts'
import { saveNewCoupon } from '../table.ts'
import { couponView } from '../views.ts'
import { createCoupon } from './route.ts'

export const handler = endpoint(createCoupon, async ({ body, idempotency }, deps) => {
  assertTerms(body)
  const at = deps.now.toISOString()
  const coupon = { ...body, id: deps.newId(), used: 0, createdAt: at, updatedAt: at, version: 1 }
  const answer = {
    status: 201,
    body: { coupon: couponView(coupon) },
    headers: { location: `/api/coupons/${coupon.code}`, etag: `"${coupon.version}"` },
  }
  await saveNewCoupon(coupon, idempotency ? [idempotency.record(answer)] : [])
  return reply(answer)
})
