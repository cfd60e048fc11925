import type { Service } from '../shared/service.ts'
import { createCoupon } from './create-coupon/route.ts'
import { createReturn } from './create-return/route.ts'
import { deleteCoupon } from './delete-coupon/route.ts'
import { getCoupon } from './get-coupon/route.ts'
import { getOrder } from './get-order/route.ts'
import { getOrderTimeline } from './get-order-timeline/route.ts'
import { getReturn } from './get-return/route.ts'
import { exportCustomer } from './internal/export-customer/internal.ts'
import { getPayableOrderFunction } from './internal/get-payable-order/internal.ts'
import { getShippingDetailsFunction } from './internal/get-shipping-details/internal.ts'
import { hasBoughtFunction } from './internal/has-bought/internal.ts'
import { pageOrdersFunction } from './internal/page-orders/internal.ts'
import { quoteCouponFunction } from './internal/quote-coupon/internal.ts'
import { listCoupons } from './list-coupons/route.ts'
import { listOrders } from './list-orders/route.ts'
import { listReturns } from './list-returns/route.ts'
import { followPaymentEvents } from './on/follow-payment/subscriber.ts'
import { followShipmentEvents } from './on/follow-shipment/subscriber.ts'
import { recordTimeline } from './on/record-timeline/subscriber.ts'
import { settleReturns } from './on/settle-return/subscriber.ts'
import { startCheckoutOnPlaced } from './on/start-checkout/subscriber.ts'
import { placeOrder } from './place-order/route.ts'
import { retryOrder } from './retry-order/route.ts'
import { restartStuckCheckouts } from './schedules/restart-stuck-checkouts/schedule.ts'
import { setOrderStatus } from './set-order-status/route.ts'
import { announceOrder } from './steps/announce-order/step.ts'
import { closeOrder } from './steps/close-order/step.ts'
import { confirmOrder } from './steps/confirm-order/step.ts'
import { eraseCustomer } from './steps/erase-customer/step.ts'
import { parkOrder } from './steps/park-order/step.ts'
import { requestPayment } from './steps/request-payment/step.ts'
import { updateCoupon } from './update-coupon/route.ts'

export const orders: Service = {
  name: 'orders',
  description: 'Accepts orders and follows them until they are delivered or given back',
  table: { indexes: ['gsi1', 'gsi2'] },
  routes: [
    placeOrder,
    listOrders,
    getOrder,
    setOrderStatus,
    retryOrder,
    getOrderTimeline,
    createCoupon,
    listCoupons,
    getCoupon,
    updateCoupon,
    deleteCoupon,
    createReturn,
    listReturns,
    getReturn,
  ],
  steps: [requestPayment, confirmOrder, announceOrder, closeOrder, parkOrder, eraseCustomer],
  subscribers: [startCheckoutOnPlaced, recordTimeline, followPaymentEvents, followShipmentEvents, settleReturns],
  internal: [
    getPayableOrderFunction,
    getShippingDetailsFunction,
    hasBoughtFunction,
    quoteCouponFunction,
    pageOrdersFunction,
    exportCustomer,
  ],
  schedules: [restartStuckCheckouts],
}
