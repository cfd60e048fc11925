import { type Reply, reply } from '../shared/http/reply.ts'
import type { PricedCart } from './domain/price-cart.ts'
import type { Owner } from './owner.ts'

/** The cart with what a guest needs to come back to it. */
export function answerOf(cart: PricedCart, owner: Owner | undefined) {
  const token = owner?.token
  return token === undefined
    ? { body: { cart } }
    : { body: { cart: { ...cart, token } }, headers: { 'x-cart-token': token } }
}

export const cartReply = (cart: PricedCart, owner: Owner | undefined): Reply => reply(answerOf(cart, owner))
