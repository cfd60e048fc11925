import { endpoint } from '../../shared/http/endpoint.ts'
import { cartReply } from '../answer.ts'
import { changeCart } from '../change-cart.ts'
import { removeLine, setLine } from '../domain/cart.ts'
import { ownerOf } from '../owner.ts'
import { goodsOf } from '../quotes.ts'
import { setItem } from './route.ts'

export const handler = endpoint(setItem, async ({ params, body, caller, headers, ifMatch }, { now }) => {
  const { quantity } = body
  const { cart, owner } = await changeCart({
    owner: ownerOf(caller, headers),
    ifMatch,
    now,
    // What is taken out need not be for sale any more.
    ...(quantity > 0 ? { reference: params.sku } : {}),
    change: (before, quotes) =>
      quantity > 0 ? setLine(before, goodsOf(params.sku, quotes), quantity) : removeLine(before, params.sku),
  })
  return cartReply(cart, owner)
})
