import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { call } from '../../../shared/internal.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { deliver } from '../../deliver.ts'
import { planFor } from '../../domain/plan.ts'
import { isWanted } from '../../domain/preferences.ts'
import { putIntoInbox } from '../../inbox.ts'
import { getPreferencesItem } from '../../table.ts'
import { orderMessages } from './subscriber.ts'

export const handler = subscriber(orderMessages, async (event, deps) => {
  const { userId, orderId, template, data, channels } = planFor(event.name, event.data)
  const [preferences, { contact }] = await Promise.all([getPreferencesItem(userId), call(getContact, { userId })])
  const wanted = channels.filter((channel) => isWanted(preferences.channels, template.category, channel))
  const results = await Promise.allSettled(
    wanted.map((channel) => {
      // The same for every delivery of the event: one message for each event and channel.
      const notificationId = `${event.eventId}-${channel}`
      const message = { notificationId, userId, orderId, template: template.name, data, createdAt: event.occurredAt }
      return channel === 'inApp'
        ? putIntoInbox(message, contact?.locale ?? 'en', deps)
        : deliver({ ...message, channel }, deps, contact ?? { locale: 'en' })
    }),
  )
  // Each channel had its try; the failed ones get another with the event's next delivery.
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
})
