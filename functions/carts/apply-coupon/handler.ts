import { Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { cartReply } from '../answer.ts'
import { changeCart } from '../change-cart.ts'
import { withCoupon } from '../domain/cart.ts'
import { ownerOf } from '../owner.ts'
import { applyCoupon } from './route.ts'

export const handler = endpoint(applyCoupon, async ({ body, caller, headers, ifMatch }, { now }) => {
  const { cart, owner } = await changeCart({
    owner: ownerOf(caller, headers),
    ifMatch,
    now,
    change: (before) => withCoupon(before, body.code.toUpperCase()),
    check: ({ coupon }) => {
      if (coupon?.problem) throw new Problem(coupon.problem, coupon.detail ?? 'This coupon does not apply.')
    },
  })
  return cartReply(cart, owner)
})
