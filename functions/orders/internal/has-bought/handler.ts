import { hasBought } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { isPurchaseOf } from '../../domain/purchase.ts'
import { listByCustomer } from '../../table.ts'

const PAGES = 10
const PAGE_SIZE = 100

export const handler = internal(hasBought, async ({ customerId, productId }) => {
  let cursor: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const { items, nextCursor } = await listByCustomer(
      customerId,
      {},
      { limit: PAGE_SIZE, cursor, bound: [customerId] },
    )
    if (items.some((order) => isPurchaseOf(order, productId))) return { bought: true }
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return { bought: false }
})
