import { exportNotifications } from '../../../../contracts/internal/index.ts'
import { exportParts, shown } from '../../../shared/export.ts'
import { internal } from '../../../shared/internal.ts'
import { deliveriesTo, getPreferencesItem, inboxOf } from '../../table.ts'
import { inboxNotification, sentMessage, toPreferences } from '../../views.ts'

const MAX_BYTES = 1_000_000

export const handler = internal(exportNotifications, async ({ userId, cursor }) => {
  const { data, nextCursor } = await exportParts(
    {
      notifications: shown((start) => inboxOf(userId, start), inboxNotification),
      messages: shown((start) => deliveriesTo(userId, start), sentMessage),
    },
    cursor,
    MAX_BYTES,
  )
  // Small, and in the first part only.
  const preferences = cursor === undefined ? { preferences: toPreferences(await getPreferencesItem(userId)) } : {}
  return { data: { ...data, ...preferences }, nextCursor }
})
