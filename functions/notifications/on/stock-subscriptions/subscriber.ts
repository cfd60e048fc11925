import { NotificationSent } from '../../../../contracts/events/notification-sent.ts'
import { StockSubscriptionFulfilled } from '../../../../contracts/events/stock-subscription-fulfilled.ts'
import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { quoteItems } from '../../../../contracts/internal/quote-items.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Tells somebody that what they waited for can be bought again. There is one event for each subscription. */
export const stockSubscriptions = defineSubscriber({
  name: 'stock-subscriptions',
  events: [StockSubscriptionFulfilled],
  table: 'write',
  emits: [NotificationSent],
  calls: [getContact, quoteItems],
  uses: ['send-email', 'send-sms'],
})
