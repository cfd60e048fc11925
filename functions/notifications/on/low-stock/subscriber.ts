import { NotificationSent } from '../../../../contracts/events/notification-sent.ts'
import { StockRanLow } from '../../../../contracts/events/stock-ran-low.ts'
import { quoteItems } from '../../../../contracts/internal/quote-items.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Tells staff, once for each alert, at the stage's address for staff. */
export const lowStock = defineSubscriber({
  name: 'low-stock',
  events: [StockRanLow],
  table: 'write',
  emits: [NotificationSent],
  calls: [quoteItems],
  uses: ['send-email', 'staff-address'],
})
