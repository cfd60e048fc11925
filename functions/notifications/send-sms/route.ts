import * as z from 'zod/mini'
import { NotificationRequested } from '../../../contracts/events/notification-requested.ts'
import { getContact } from '../../../contracts/internal/get-contact.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { toE164 } from '../domain/phone.ts'
import { Notification, smsBody } from '../schemas.ts'

const Phone = z.string().check(
  z.maxLength(30),
  z.refine((phone) => toE164(phone) !== undefined, 'a telephone number such as "+15550100000"'),
)

export const sendSms = defineRoute({
  name: 'send-sms',
  method: 'POST',
  path: '/api/notifications/sms',
  summary: 'Have an SMS sent to a number, or to a user who wants such SMS',
  access: { roles: ['staff', 'admin'], scopes: ['notifications:send'] },
  ownership: 'shop',
  body: smsBody(Phone),
  responses: { 202: z.object({ notification: Notification }) },
  idempotency: 'optional',
  rateLimit: { by: 'caller' },
  problems: ['NOT_FOUND'],
  table: 'write',
  calls: [getContact],
  emits: [NotificationRequested],
})
