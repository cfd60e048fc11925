import { PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided } from '../../../../contracts/events/index.ts'
import { getHolds, pageOrders, releaseHold } from '../../../../contracts/internal/index.ts'
import { defineSchedule } from '../../../shared/service.ts'

/** Compares provider, payments, orders and stock; also behind `npm run reconcile`. */
export const compareBooks = defineSchedule({
  name: 'compare-books',
  everyMinutes: 15,
  table: 'write',
  emits: [PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided],
  calls: [pageOrders, getHolds, releaseHold],
  uses: ['payment-provider', 'resume-checkout'],
  timeoutSeconds: 300,
  alarm: {
    metric: 'BooksDiffer',
    impact: 'Money, goods and orders do not agree: a customer may have paid for nothing, or goods leave unpaid.',
    runbookHeading: 'books-differ',
  },
})
