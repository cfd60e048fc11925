import { notFound, Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { assertTerms, changedTerms, normalizedCode } from '../domain/coupon/coupon.ts'
import { assertVersion, findCoupon, saveTerms } from '../table.ts'
import { couponView } from '../views.ts'
import { updateCoupon } from './route.ts'

export const handler = endpoint(updateCoupon, async ({ params, body, ifMatch }, { now }) => {
  const { code, ...changes } = body
  if (code !== undefined && normalizedCode(code) !== normalizedCode(params.code)) {
    const message = 'a coupon keeps its code: make a new one'
    throw new Problem('VALIDATION_FAILED', `body.code: ${message}`, { errors: [{ path: 'body.code', message }] })
  }
  const before = await findCoupon(params.code)
  if (!before) throw notFound('coupon')
  assertVersion(before, ifMatch)
  const terms = changedTerms(before, changes)
  assertTerms(terms)
  return { coupon: couponView(await saveTerms(before, terms, now)) }
})
