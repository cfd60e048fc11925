import { readCart } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { userOwner } from '../../owner.ts'
import { getCart } from '../../table.ts'

export const handler = internal(readCart, async ({ userId }) => {
  const cart = await getCart(userOwner(userId), new Date())
  if (!cart || cart.lines.length === 0) return { cart: null }
  const lines = cart.lines.map(({ sku, quantity }) => ({ sku, quantity }))
  return { cart: { id: cart.id, version: cart.version, lines, couponCode: cart.couponCode } }
})
