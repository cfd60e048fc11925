import { endpoint } from '../../shared/http/endpoint.ts'
import { cartReply } from '../answer.ts'
import { ownerOf } from '../owner.ts'
import { pricedCart } from '../priced-cart.ts'
import { quote } from '../quotes.ts'
import { emptyCart, getCart as readCart } from '../table.ts'
import { getCart } from './route.ts'

export const handler = endpoint(getCart, async ({ caller, headers }, { now }) => {
  const owner = ownerOf(caller, headers)
  const known = owner && (await readCart(owner, now))
  const cart = known ?? emptyCart(owner)
  const quotes = await quote(cart.lines.map(({ sku }) => sku))
  return cartReply(await pricedCart(cart, quotes, owner), known && owner)
})
