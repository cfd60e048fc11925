import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'

/** A message was asked for through the API and is to be sent. Carries no address and no text. */
export const NotificationRequested = defineEvent(
  'NotificationRequested',
  1,
  z.object({ notificationId: z.string(), channel: z.enum(['email', 'sms']) }),
)
