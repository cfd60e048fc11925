import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { followPayment, type PaymentReport } from '../../../functions/orders/domain/follow-payment.ts'
import { followShipment, type ShipmentReport } from '../../../functions/orders/domain/follow-shipment.ts'
import type { OrderChange } from '../../../functions/orders/domain/move.ts'
import type { Order } from '../../../functions/orders/domain/order.ts'
import { park } from '../../../functions/orders/domain/parking.ts'
import { orderView } from '../../../functions/orders/views.ts'
import { anOrder, at, usd } from './builders.ts'

const payment = (name: 'PaymentCreated' | 'PaymentCaptured' | 'PaymentFailed' | 'PaymentVoided', paymentId = 'pay-1') =>
  ({ name, paymentId, amount: usd(3998) }) as const
const refund = (refundedTotal: number): PaymentReport => ({
  name: 'PaymentRefunded',
  paymentId: 'pay-1',
  captured: usd(3998),
  refundedTotal: usd(refundedTotal),
})
const shipment = (name: ShipmentReport['name']): ShipmentReport => ({
  name,
  shipmentId: 'shp-1',
  ...(name === 'ShipmentDispatched' ? { carrier: 'simulator', trackingNumber: 'SIM1' } : {}),
})
const names = (change: OrderChange | undefined) => change?.events.map((event) => event.definition.name)

/** In every order and repeated: what is left in the end. */
function afterAnyOrder<Report>(
  reports: Report[],
  start: Order,
  follow: (order: Order, report: Report) => OrderChange | undefined,
  check: (order: Order, events: string[]) => void,
) {
  const deliveries = fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 })
  fc.assert(
    fc.property(deliveries, (delivered) => {
      let order = start
      const events: string[] = []
      for (const report of delivered) {
        const change = follow(order, report)
        order = change?.order ?? order
        events.push(...(names(change) ?? []))
      }
      check(order, events)
    }),
  )
}

describe('an order follows its payment', () => {
  it('to the same end whatever order the events come in, and twice: a late one takes nothing back', () => {
    const reports = [payment('PaymentCreated'), payment('PaymentCaptured'), refund(1000), refund(3998)]
    afterAnyOrder<PaymentReport>(
      reports,
      anOrder({ status: 'DELIVERED' }),
      (order, report) => followPayment(order, report, at),
      (order) => {
        expect(order.payment).toEqual({ id: 'pay-1', status: 'REFUNDED', amount: usd(3998), refunded: usd(3998) })
        expect(order.status).toBe('REFUNDED')
      },
    )
  })

  it('shows a capture that the provider reported after a failure', () => {
    const failed = followPayment(anOrder(), payment('PaymentFailed'), at)!.order
    expect(followPayment(failed, payment('PaymentCaptured'), at)!.order.payment!.status).toBe('CAPTURED')
    expect(followPayment(failed, payment('PaymentCreated'), at)).toBeUndefined()
  })

  it('shows the later of two payments', () => {
    const second = followPayment(anOrder(), payment('PaymentCreated', 'pay-2'), at)!.order
    expect(followPayment(second, payment('PaymentFailed', 'pay-1'), at)).toBeUndefined()
  })

  it('becomes PARTIALLY_REFUNDED once, and keeps the sum of further refunds', () => {
    const first = followPayment(anOrder({ status: 'DELIVERED' }), refund(1000), at)!
    const second = followPayment(first.order, refund(2000), at)!
    expect(names(first)).toEqual(['OrderRefunded'])
    expect(names(second)).toEqual([])
    expect(second.order).toMatchObject({ status: 'PARTIALLY_REFUNDED', payment: { refunded: usd(2000) } })
  })

  it('gives back stock and shipment when all money went back before the goods left', () => {
    const change = followPayment(anOrder({ status: 'PAID' }), refund(3998), at)!
    expect(change.order.status).toBe('REFUNDED')
    expect(names(change)).toEqual(['OrderRefunded', 'OrderCancelled'])
  })

  it.each(['CANCELLED', 'PAYMENT_FAILED', 'AWAITING_PAYMENT'] as const)(
    'stays %s when the money comes back, and shows that it did',
    (status) => {
      const change = followPayment(anOrder({ status }), refund(3998), at)!
      expect(change.order).toMatchObject({ status, payment: { status: 'REFUNDED' } })
      expect(names(change)).toEqual([])
    },
  )
})

describe('an order follows its shipment', () => {
  it('to the same end whatever order the events come in, and twice: a late one never moves its status back', () => {
    const reports = [shipment('ShipmentRequested'), shipment('ShipmentDispatched'), shipment('ShipmentDelivered')]
    afterAnyOrder(
      reports,
      anOrder({ status: 'PAID' }),
      (order, report) => followShipment(order, report, at),
      (order, events) => {
        expect(order.shipment).toEqual({
          id: 'shp-1',
          status: 'DELIVERED',
          carrier: 'simulator',
          trackingNumber: 'SIM1',
        })
        expect(order.history.map((entry) => entry.status)).toEqual([
          'PENDING',
          'AWAITING_PAYMENT',
          'PAID',
          'SHIPPED',
          'DELIVERED',
        ])
        expect(events).toEqual(['OrderShipped', 'OrderDelivered'])
      },
    )
  })

  it.each([
    ['cancelled', ['AWAITING_PAYMENT', 'PAID', 'CANCELLED']],
    ['paid back before anything left', ['AWAITING_PAYMENT', 'PAID', 'REFUNDED']],
  ] as [string, OrderStatus[]][])(
    'is parked when it was %s and its parcel left all the same: for a person, once, and it does not ship by itself',
    (_what, via) => {
      const dispatched = followShipment(anOrder({ via }), shipment('ShipmentDispatched'), at)!
      expect(names(dispatched)).toEqual(['OrderNeedsAttention'])
      const delivered = followShipment(dispatched.order, shipment('ShipmentDelivered'), at)!
      expect(names(delivered)).toEqual([])
      expect(delivered.order).toMatchObject({ status: 'NEEDS_ATTENTION', shipment: { status: 'DELIVERED' } })
      expect(orderView(delivered.order).attention?.reason).toBe(
        'The shipment could not be cancelled (ShipmentDispatched)',
      )
    },
  )

  it.each([
    ['PAID', ['OrderNeedsAttention']],
    ['NEEDS_ATTENTION', ['OrderNeedsAttention']],
    ['SHIPPED', []],
  ] as [OrderStatus, string[]][])(
    'of which the shipment was cancelled is parked when it is %s and the parcel left, unless staff sent it by hand',
    (status, told) => {
      const stuck = { failure: { Error: 'Error' }, stuck: { ReturnPayment: { Error: 'Error' } } }
      const cancelled = { id: 'shp-1', status: 'CANCELLED' } as const
      const paid = anOrder({ via: ['AWAITING_PAYMENT', 'PAID'], shipment: cancelled })
      const orders: Partial<Record<OrderStatus, Order>> = {
        PAID: paid,
        NEEDS_ATTENTION: park(paid, stuck, at)!.order,
        SHIPPED: anOrder({ via: ['AWAITING_PAYMENT', 'PAID', 'SHIPPED'], shipment: cancelled }),
      }
      const dispatched = followShipment(orders[status]!, shipment('ShipmentDispatched'), at)!
      expect(names(dispatched)).toEqual(told)
      const { order } = followShipment(dispatched.order, shipment('ShipmentDelivered'), at)!
      expect(order.status).toBe(status === 'SHIPPED' ? 'DELIVERED' : 'NEEDS_ATTENTION')
    },
  )

  it('of which the shipment was cancelled is parked once when the parcel left all the same, in whatever order that is heard', () => {
    const gone = (name: ShipmentReport['name']) => ({ ...shipment(name), wasCancelled: true as const })
    const reports = [
      shipment('ShipmentRequested'),
      shipment('ShipmentCancelled'),
      gone('ShipmentDispatched'),
      gone('ShipmentDelivered'),
    ]
    afterAnyOrder(
      reports,
      anOrder({ via: ['AWAITING_PAYMENT', 'PAID'] }),
      (order, report) => followShipment(order, report, at),
      (order, events) => {
        expect([order.status, order.shipment?.status]).toEqual(['NEEDS_ATTENTION', 'DELIVERED'])
        expect(events).toEqual(['OrderNeedsAttention'])
      },
    )
  })

  it('shows that its money was given back while it was parked, once its parcel left', () => {
    const stuck = { failure: { Error: 'Error' }, stuck: { CancelShipment: { Error: 'ShipmentDispatched' } } }
    const parked = park(anOrder({ via: ['AWAITING_PAYMENT', 'PAID'] }), stuck, at)!.order
    const refunded = followPayment(parked, refund(3998), at)!.order
    const change = followShipment(refunded, shipment('ShipmentDispatched'), at)!
    expect([change.order.status, names(change)]).toEqual(['REFUNDED', ['OrderShipped', 'OrderRefunded']])
  })

  it('stays paid back when its parcel had left before', () => {
    const known = { id: 'shp-1', status: 'DISPATCHED', carrier: 'simulator', trackingNumber: 'SIM1' } as const
    const order = anOrder({ via: ['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'REFUNDED'], shipment: known })
    expect(followShipment(order, shipment('ShipmentDelivered'), at)?.order.status).toBe('REFUNDED')
  })

  it('knows nothing new when staff shipped it first', () => {
    const known = { id: 'shp-1', status: 'DISPATCHED', carrier: 'simulator', trackingNumber: 'SIM1' } as const
    const order = anOrder({ status: 'SHIPPED', shipment: known })
    expect(followShipment(order, shipment('ShipmentDispatched'), at)).toBeUndefined()
  })
})
