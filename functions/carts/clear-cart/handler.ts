import { endpoint } from '../../shared/http/endpoint.ts'
import { cartReply } from '../answer.ts'
import { changeCart } from '../change-cart.ts'
import { emptied } from '../domain/cart.ts'
import { ownerOf } from '../owner.ts'
import { clearCart } from './route.ts'

export const handler = endpoint(clearCart, async ({ caller, headers, ifMatch }, { now }) => {
  const { cart, owner } = await changeCart({ owner: ownerOf(caller, headers), ifMatch, now, change: emptied })
  return cartReply(cart, owner)
})
