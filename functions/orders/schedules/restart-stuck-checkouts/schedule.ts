import { defineSchedule } from '../../../shared/service.ts'

/** Starts the checkout of orders whose first start was lost. */
export const restartStuckCheckouts = defineSchedule({
  name: 'restart-stuck-checkouts',
  everyMinutes: 5,
  timeoutSeconds: 60,
  table: 'read',
  uses: ['start-checkout'],
  alarm: {
    metric: 'ParcelGone',
    impact: 'The parcel of an order left that was cancelled or paid back: the customer has the goods and the money.',
    runbookHeading: 'parked-orders',
  },
})
