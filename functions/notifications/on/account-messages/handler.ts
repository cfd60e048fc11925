import { subscriber } from '../../../shared/subscriber.ts'
import { deliver } from '../../deliver.ts'
import { contactOf, withResetCode } from '../../recipients.ts'
import { accountMessages } from './subscriber.ts'

export const handler = subscriber(accountMessages, async (event, deps) => {
  const message = {
    notificationId: `${event.eventId}-email`,
    channel: 'email',
    data: {},
    createdAt: event.occurredAt,
  } as const
  if ('requestId' in event.data) {
    const { requestId } = event.data
    await deliver({ ...message, template: 'password-reset', requestId }, () => withResetCode(requestId), deps)
    return
  }
  const { userId } = event.data
  await deliver({ ...message, template: 'password-changed', userId }, () => contactOf(userId), deps)
})
