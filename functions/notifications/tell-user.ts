import type { Deps } from '../shared/deps.ts'
import { madeAt } from '../shared/ids.ts'
import { deliverTo } from './deliver.ts'
import type { Plan } from './domain/plan.ts'
import { isWanted } from './domain/preferences.ts'
import { putIntoInbox } from './inbox.ts'
import { lookUp } from './person.ts'

/**
 * Tells a user on each channel of the plan that the user wants, once.
 * @param eventId the same for every delivery of the event; the inbox is in its order, and so are the times it shows. @throws when a channel failed, after each had its try
 */
export async function tellUser(plan: Plan, eventId: string, deps: Deps): Promise<void> {
  const createdAt = madeAt(eventId).toISOString()
  const { userId, orderId, template, data, channels } = plan
  const person = await lookUp(userId)
  const { contact } = person
  // Erased, or erasing: there is nobody to tell, and nothing of them may be written again.
  if (!contact) return
  const wanted = channels.filter((channel) => isWanted(person.preferences.channels, template.category, channel))
  const results = await Promise.allSettled(
    wanted.map((channel) => {
      const notificationId = `${eventId}-${channel}`
      const message = { notificationId, userId, orderId, template: template.name, data, createdAt }
      return channel === 'inApp'
        ? putIntoInbox(message, contact.locale, deps)
        : deliverTo(person, { ...message, channel }, deps)
    }),
  )
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
