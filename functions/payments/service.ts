import type { Service } from '../shared/service.ts'
import { createPayment } from './create-payment/route.ts'
import { getPayment } from './get-payment/route.ts'
import { exportCustomer } from './internal/export-customer/internal.ts'
import { checkPayments } from './on/check-payment/subscriber.ts'
import { refundReturns } from './on/refund-return/subscriber.ts'
import { resumeCheckout } from './on/resume-checkout/subscriber.ts'
import { returnMoney } from './on/return-money/subscriber.ts'
import { waivePayment } from './on/waive-payment/subscriber.ts'
import { paymentCallback } from './payment-callback/route.ts'
import { refundPayment } from './refund-payment/route.ts'
import { compareBooks } from './schedules/compare-books/schedule.ts'
import { reconcilePayments } from './schedules/reconcile-payments/schedule.ts'
import { awaitPayment } from './steps/await-payment/step.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'
import { returnPayment } from './steps/return-payment/step.ts'

export const payments: Service = {
  name: 'payments',
  description: 'Money in and back, through an outside provider, each exactly once',
  table: { indexes: ['gsi1', 'gsi2'] },
  routes: [createPayment, getPayment, paymentCallback, refundPayment],
  steps: [awaitPayment, returnPayment, eraseCustomer],
  subscribers: [checkPayments, resumeCheckout, returnMoney, waivePayment, refundReturns],
  schedules: [reconcilePayments, compareBooks],
  internal: [exportCustomer],
}
