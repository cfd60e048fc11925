import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { assertVersion, retryWhenChanged } from '../change-cart.ts'
import { mergeCarts } from '../domain/cart.ts'
import { guestFrom, userOwner } from '../owner.ts'
import { pricedCart } from '../priced-cart.ts'
import { quote } from '../quotes.ts'
import { emptyCart, getCart, putMerged } from '../table.ts'
import { mergeCart } from './route.ts'

export const handler = endpoint(mergeCart, async ({ caller, headers, ifMatch }, { now }) => {
  const user = userOwner(userOf(caller).userId)
  const guest = guestFrom(headers)
  const cart = await retryWhenChanged(async () => {
    const [mine, guestCart] = await Promise.all([getCart(user, now), guest && getCart(guest, now)])
    const before = mine ?? emptyCart(user)
    assertVersion(before, ifMatch)
    // An unknown token, or one whose cart is merged already, changes nothing. It may have been merged between the two reads.
    if (!guest || !guestCart) return (await getCart(user, now)) ?? before
    return putMerged({ guest, guestCart, user, before, after: mergeCarts(before, guestCart) }, now)
  })
  const quotes = await quote(cart.lines.map(({ sku }) => sku))
  return { cart: await pricedCart(cart, quotes, user) }
})
