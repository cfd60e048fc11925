import type { Service } from '../shared/service.ts'
import { getPreferences } from './get-preferences/route.ts'
import { exportCustomer } from './internal/export-customer/internal.ts'
import { listNotifications } from './list-notifications/route.ts'
import { accountMessages } from './on/account-messages/subscriber.ts'
import { lowStock } from './on/low-stock/subscriber.ts'
import { orderMessages } from './on/order-messages/subscriber.ts'
import { requestedMessages } from './on/requested-messages/subscriber.ts'
import { stockSubscriptions } from './on/stock-subscriptions/subscriber.ts'
import { readAllNotifications } from './read-all-notifications/route.ts'
import { readNotification } from './read-notification/route.ts'
import { queueDeferred } from './schedules/queue-deferred/schedule.ts'
import { sendEmail } from './send-email/route.ts'
import { sendSms } from './send-sms/route.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'
import { updatePreferences } from './update-preferences/route.ts'
import { sendDeferred } from './workers/send-deferred/worker.ts'

export const notifications: Service = {
  name: 'notifications',
  description: 'Tells people by e-mail, SMS and in their inbox what happened, once each, on the channels they want',
  table: { indexes: ['gsi1', 'gsi2'] },
  routes: [
    listNotifications,
    readNotification,
    readAllNotifications,
    sendEmail,
    sendSms,
    getPreferences,
    updatePreferences,
  ],
  subscribers: [accountMessages, orderMessages, requestedMessages, stockSubscriptions, lowStock],
  workers: [sendDeferred],
  schedules: [queueDeferred],
  internal: [exportCustomer],
  steps: [eraseCustomer],
}
