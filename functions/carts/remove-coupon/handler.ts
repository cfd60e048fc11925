import { endpoint } from '../../shared/http/endpoint.ts'
import { cartReply } from '../answer.ts'
import { changeCart } from '../change-cart.ts'
import { withCoupon } from '../domain/cart.ts'
import { ownerOf } from '../owner.ts'
import { removeCoupon } from './route.ts'

export const handler = endpoint(removeCoupon, async ({ body, caller, headers, ifMatch }, { now }) => {
  const { cart, owner } = await changeCart({
    owner: ownerOf(caller, headers),
    ifMatch,
    now,
    change: (before) => {
      const isOther = body.code !== undefined && body.code.toUpperCase() !== before.couponCode
      return isOther ? before : withCoupon(before, undefined)
    },
  })
  return cartReply(cart, owner)
})
