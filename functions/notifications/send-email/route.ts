import * as z from 'zod/mini'
import { Email } from '../../../contracts/email.ts'
import { NotificationRequested } from '../../../contracts/events/notification-requested.ts'
import { getContact } from '../../../contracts/internal/get-contact.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { emailBody, Notification } from '../schemas.ts'

export const sendEmail = defineRoute({
  name: 'send-email',
  method: 'POST',
  path: '/api/notifications/email',
  summary: 'Have an e-mail sent to an address, or to a user who wants such e-mail',
  access: { roles: ['staff', 'admin'], scopes: ['notifications:send'] },
  ownership: 'shop',
  body: emailBody(Email),
  responses: { 202: z.object({ notification: Notification }) },
  idempotency: 'optional',
  problems: ['NOT_FOUND'],
  table: 'write',
  calls: [getContact],
  emits: [NotificationRequested],
})
