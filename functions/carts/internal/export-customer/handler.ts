import { exportCarts } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { userOwner } from '../../owner.ts'
import { getCart } from '../../table.ts'

export const handler = internal(exportCarts, async ({ userId }) => {
  const cart = await getCart(userOwner(userId), new Date())
  return { data: { cart: cart ?? null }, nextCursor: null }
})
