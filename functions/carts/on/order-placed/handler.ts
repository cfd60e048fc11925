import { subscriber } from '../../../shared/subscriber.ts'
import { retryWhenChanged } from '../../change-cart.ts'
import { withoutOrdered } from '../../domain/cart.ts'
import { userOwner } from '../../owner.ts'
import { getCart, putCart } from '../../table.ts'
import { orderPlaced } from './subscriber.ts'

export const handler = subscriber(orderPlaced, async ({ data }, { now, handledOnce }) => {
  const ordered = data.cart
  if (!ordered) return
  const owner = userOwner(data.customerId)
  await retryWhenChanged(async () => {
    const cart = await getCart(owner, now)
    if (cart?.id !== ordered.id) return
    const after = withoutOrdered(cart, ordered.version, data.items)
    if (after !== cart) await putCart(owner, cart, after, now, [handledOnce])
  })
})
