import { NotificationSent } from '../../../../contracts/events/notification-sent.ts'
import { PasswordChanged } from '../../../../contracts/events/password-changed.ts'
import { PasswordResetRequested } from '../../../../contracts/events/password-reset-requested.ts'
import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { issueResetCode } from '../../../../contracts/internal/issue-reset-code.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Mails what keeps an account safe, whatever somebody's preferences are. */
export const accountMessages = defineSubscriber({
  name: 'account-messages',
  events: [PasswordResetRequested, PasswordChanged],
  table: 'write',
  emits: [NotificationSent],
  calls: [getContact, issueResetCode],
  uses: ['send-email'],
})
