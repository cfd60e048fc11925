import { endpoint } from '../../shared/http/endpoint.ts'
import { answerOf, cartReply } from '../answer.ts'
import { changeCart } from '../change-cart.ts'
import { addLine } from '../domain/cart.ts'
import { ownerOf } from '../owner.ts'
import { goodsOf } from '../quotes.ts'
import { addItem } from './route.ts'

export const handler = endpoint(addItem, async ({ body, caller, headers, ifMatch, idempotency }, { now }) => {
  const reference = (body.sku ?? body.productId)!
  const { cart, owner } = await changeCart({
    owner: ownerOf(caller, headers),
    ifMatch,
    now,
    reference,
    change: (before, quotes) => addLine(before, goodsOf(reference, quotes), body.quantity),
    more: (priced, holder) => (idempotency ? [idempotency.record({ status: 200, ...answerOf(priced, holder) })] : []),
  })
  return cartReply(cart, owner)
})
