import * as z from 'zod/mini'
import { NotificationSent } from '../../../../contracts/events/notification-sent.ts'
import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { issueResetCode } from '../../../../contracts/internal/issue-reset-code.ts'
import { defineWorker } from '../../../shared/service.ts'

/** Sends a message that waited: for the end of the quiet hours, or of an outage. */
export const sendDeferred = defineWorker({
  name: 'send-deferred',
  body: z.object({ notificationId: z.string() }),
  table: 'write',
  emits: [NotificationSent],
  calls: [getContact, issueResetCode],
  uses: ['send-email', 'send-sms'],
})
