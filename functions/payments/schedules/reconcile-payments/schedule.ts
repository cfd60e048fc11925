import {
  PaymentCaptured,
  PaymentFailed,
  PaymentRefunded,
  PaymentVoided,
  ReturnRefunded,
} from '../../../../contracts/events/index.ts'
import { defineSchedule } from '../../../shared/service.ts'

/** Finds out what became of payments and refunds whose callback or answer was lost. */
export const reconcilePayments = defineSchedule({
  name: 'reconcile-payments',
  everyMinutes: 1,
  table: 'write',
  emits: [PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided, ReturnRefunded],
  uses: ['payment-provider'],
  timeoutSeconds: 50,
  alarm: {
    metric: 'RefundFailed',
    impact: 'A customer who was promised money back does not get it.',
    runbookHeading: 'refund-failed',
  },
})
