import { NotificationRequested } from '../../../../contracts/events/notification-requested.ts'
import { NotificationSent } from '../../../../contracts/events/notification-sent.ts'
import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Sends what was asked for through the API. */
export const requestedMessages = defineSubscriber({
  name: 'requested-messages',
  events: [NotificationRequested],
  table: 'write',
  emits: [NotificationSent],
  calls: [getContact],
  uses: ['send-email', 'send-sms'],
})
