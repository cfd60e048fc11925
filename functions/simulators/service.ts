import type { Service } from '../shared/service.ts'
import { cancelShipment } from './cancel-shipment/route.ts'
import { completeAction } from './complete-action/route.ts'
import { createCharge } from './create-charge/route.ts'
import { createRefund } from './create-refund/route.ts'
import { createShipment } from './create-shipment/route.ts'
import { findCharge } from './find-charge/route.ts'
import { getCharge } from './get-charge/route.ts'
import { forgetTraces } from './on/forget-traces/subscriber.ts'
import { openAction } from './open-action/route.ts'
import { voidCharge } from './void-charge/route.ts'
import { sendCarrierCallback } from './workers/send-carrier-callback/worker.ts'
import { sendPaymentCallback } from './workers/send-payment-callback/worker.ts'

export const simulators: Service = {
  name: 'simulators',
  description:
    'An outside world to try things out with: a payment provider and a carrier. In local and dev stages only',
  api: 'simulators',
  table: { indexes: ['gsi1'] },
  routes: [
    createCharge,
    getCharge,
    findCharge,
    voidCharge,
    createRefund,
    openAction,
    completeAction,
    createShipment,
    cancelShipment,
  ],
  subscribers: [forgetTraces],
  workers: [sendPaymentCallback, sendCarrierCallback],
}
