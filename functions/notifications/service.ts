import type { Service } from '../shared/service.ts'
import { getPreferences } from './get-preferences/route.ts'
import { listNotifications } from './list-notifications/route.ts'
import { accountMessages } from './on/account-messages/subscriber.ts'
import { orderMessages } from './on/order-messages/subscriber.ts'
import { requestedMessages } from './on/requested-messages/subscriber.ts'
import { readAllNotifications } from './read-all-notifications/route.ts'
import { readNotification } from './read-notification/route.ts'
import { sendEmail } from './send-email/route.ts'
import { sendSms } from './send-sms/route.ts'
import { updatePreferences } from './update-preferences/route.ts'

export const notifications: Service = {
  name: 'notifications',
  description: 'Tells people by e-mail, SMS and in their inbox what happened, once each, on the channels they want',
  table: { indexes: ['gsi1'] },
  routes: [
    listNotifications,
    readNotification,
    readAllNotifications,
    sendEmail,
    sendSms,
    getPreferences,
    updatePreferences,
  ],
  subscribers: [accountMessages, orderMessages, requestedMessages],
}
