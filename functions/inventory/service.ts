import type { Service } from '../shared/service.ts'
import { deductStock } from './deduct-stock/route.ts'
import { getStock } from './get-stock/route.ts'
import { checkStock } from './internal/check-stock/internal.ts'
import { exportCustomer } from './internal/export-customer/internal.ts'
import { getHoldsFunction } from './internal/get-holds/internal.ts'
import { holdStockFunction } from './internal/hold-stock/internal.ts'
import { productStockInternal } from './internal/product-stock/internal.ts'
import { releaseHoldFunction } from './internal/release-hold/internal.ts'
import { listAlerts } from './list-alerts/route.ts'
import { listLedger } from './list-ledger/route.ts'
import { listSubscriptions } from './list-subscriptions/route.ts'
import { orderCancelled } from './on/order-cancelled/subscriber.ts'
import { orderReturned } from './on/order-returned/subscriber.ts'
import { productChanged } from './on/product-changed/subscriber.ts'
import { stockMoved } from './on/stock-moved/subscriber.ts'
import { stockReplenished } from './on/stock-replenished/subscriber.ts'
import { restoreStock } from './restore-stock/route.ts'
import { releaseExpiredHolds } from './schedules/release-expired-holds/schedule.ts'
import { setStock } from './set-stock/route.ts'
import { commitStock } from './steps/commit-stock/step.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'
import { releaseStock } from './steps/release-stock/step.ts'
import { reserveStock } from './steps/reserve-stock/step.ts'
import { subscribe } from './subscribe/route.ts'
import { unsubscribe } from './unsubscribe/route.ts'
import { tellSubscribers } from './workers/tell-subscribers/worker.ts'

export const inventory: Service = {
  name: 'inventory',
  description: 'What is on the shelf, what orders hold of it, and every movement',
  table: { indexes: ['gsi1'] },
  routes: [
    getStock,
    setStock,
    listLedger,
    listAlerts,
    deductStock,
    restoreStock,
    subscribe,
    unsubscribe,
    listSubscriptions,
  ],
  steps: [reserveStock, commitStock, releaseStock, eraseCustomer],
  subscribers: [orderCancelled, orderReturned, productChanged, stockMoved, stockReplenished],
  internal: [
    checkStock,
    getHoldsFunction,
    holdStockFunction,
    releaseHoldFunction,
    exportCustomer,
    productStockInternal,
  ],
  workers: [tellSubscribers],
  schedules: [releaseExpiredHolds],
}
