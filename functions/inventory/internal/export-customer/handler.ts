import { exportInventory } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { subscriptionsOfUser } from '../../table.ts'
import { subscriptionView } from '../../views.ts'

export const handler = internal(exportInventory, async ({ userId }) => {
  const subscriptions = await subscriptionsOfUser(userId)
  return { data: { stockSubscriptions: subscriptions.map(subscriptionView) }, nextCursor: null }
})
