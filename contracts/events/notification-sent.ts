import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** A message about an order was handed to a channel. Carries no address and no text. */
export const NotificationSent = defineEvent(
  'NotificationSent',
  1,
  z.object({
    notificationId: z.string(),
    channel: z.enum(['email', 'sms', 'inApp']),
    template: z.string(),
    orderId: z.optional(z.string()),
  }),
)
