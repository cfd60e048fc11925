import { describe, expect, it } from '@jest/globals'
import { type OrderStatus, orderStatuses } from '../../../contracts/order-status.ts'
import { announce, close } from '../../../functions/orders/domain/checkout-steps.ts'
import { followPayment } from '../../../functions/orders/domain/follow-payment.ts'
import type { OrderChange } from '../../../functions/orders/domain/move.ts'
import { type Parking, park, parkForParcel, requestRetry, seenTo } from '../../../functions/orders/domain/parking.ts'
import { orderView } from '../../../functions/orders/views.ts'
import { anOrder, at, usd } from './builders.ts'

const names = (change: OrderChange | undefined) => change?.events.map((event) => event.definition.name)
const parking = (more: Partial<Parking> = {}): Parking => ({
  failure: { Error: 'ShipmentRefused' },
  stuck: { ReturnPayment: { Error: 'PROVIDER_UNAVAILABLE', Cause: '{"errorMessage":"arn:…"}' } },
  ...more,
})
const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString()
const parked = (via: OrderStatus[], more?: Partial<Parking>) => park(anOrder({ via }), parking(more), at)!.order
const retried = (order = parked(['AWAITING_PAYMENT', 'PAID'])) => requestRetry(order, 'staff:s-1', later(1))!.order

describe('parking', () => {
  it.each(orderStatuses.filter((status) => status !== 'NEEDS_ATTENTION'))('works from %s, once', (status) => {
    const change = park(anOrder({ status }), parking(), at)!
    expect(change.order.status).toBe('NEEDS_ATTENTION')
    expect(names(change)).toEqual(['OrderNeedsAttention'])
    expect(park(change.order, parking(), at)).toBeUndefined()
  })

  it('says what got stuck, and passes no internals on', () => {
    const { order, events } = park(anOrder({ status: 'PAID' }), parking(), at)!
    const reason = 'The payment could not be given back (PROVIDER_UNAVAILABLE)'
    expect(order.history.at(-1)).toMatchObject({ status: 'NEEDS_ATTENTION', reason })
    expect(orderView(order).attention).toEqual({ reason, since: at, retries: 0 })
    expect(events).toMatchObject([{ data: { reason } }])
    expect(JSON.stringify(order)).not.toContain('arn')
  })

  it('tells again when a retry got stuck as well, since when it is parked, and how often it was retried', () => {
    const change = park(retried(), parking({ stuck: { ReleaseStock: { Error: 'Error' } } }), later(5))!
    expect(names(change)).toEqual(['OrderNeedsAttention'])
    expect(change.order.attention).toMatchObject({ step: 'ReleaseStock', since: at, retries: 1 })
    expect(change.order.attention?.retryRequestedAt).toBeUndefined()
    expect(change.order.history.slice(-2)).toMatchObject([{ by: 'staff:s-1', reason: 'Retried' }, { by: 'checkout' }])
  })
})

describe('retrying', () => {
  it('asks for one execution with what had ended the checkout', () => {
    const change = requestRetry(parked(['AWAITING_PAYMENT', 'PAID']), 'staff:s-1', later(1))!
    expect(change.order).toMatchObject({
      status: 'NEEDS_ATTENTION',
      attention: { retries: 1, retryRequestedAt: later(1) },
    })
    expect(change.events).toMatchObject([{ data: { retry: 1, failure: { Error: 'ShipmentRefused' } } }])
    expect(() => change.events[0]!.definition.data.parse(change.events[0]!.data)).not.toThrow()
  })

  it('is one retry however often it is asked for, until it got stuck or too much time has passed', () => {
    const order = retried()
    expect(requestRetry(order, 'staff:s-2', later(2))).toBeUndefined()
    expect(requestRetry(order, 'staff:s-2', later(20))?.events).toMatchObject([{ data: { retry: 2 } }])
    const again = park(order, parking(), later(3))!.order
    expect(requestRetry(again, 'staff:s-2', later(4))?.events).toMatchObject([{ data: { retry: 2 } }])
  })

  it.each(orderStatuses.filter((status) => status !== 'NEEDS_ATTENTION'))(
    'is refused for an order that is %s',
    (status) => {
      expect(() => requestRetry(anOrder({ status }), 'staff:s-1', at)).toThrow(
        expect.objectContaining({ code: 'ILLEGAL_TRANSITION' }),
      )
    },
  )
})

describe('the end of a retry', () => {
  it.each([
    [['AWAITING_PAYMENT', 'PAID'], 'ShipmentRefused', 'CANCELLED', ['OrderCancelled']],
    [['AWAITING_PAYMENT'], 'PaymentFailed', 'PAYMENT_FAILED', ['OrderPaymentFailed']],
    [['AWAITING_PAYMENT', 'PAID'], 'PaymentFailed', 'CANCELLED', ['OrderCancelled']],
    [[], 'OutOfStock', 'CANCELLED', ['OrderCancelled']],
  ] as [OrderStatus[], string, OrderStatus, string[]][])(
    'of an order parked after %j by %s is %s, told once',
    (via, error, status, told) => {
      const order = retried(parked(via, { failure: { Error: error } }))
      const change = close(order, { Error: error }, later(2))!
      expect([change.order.status, names(change)]).toEqual([status, told])
      expect(close(change.order, { Error: error }, later(3))).toBeUndefined()
    },
  )

  it.each(['CANCELLED', 'PAYMENT_FAILED', 'REFUNDED'] as const)(
    'tells a customer nothing again whose order was %s before it was parked',
    (status) => {
      const order = retried(parked(['AWAITING_PAYMENT', 'PAID', status]))
      const change = close(order, { Error: 'OrderClosed' }, later(2))!
      expect([change.order.status, names(change)]).toEqual([status, []])
    },
  )

  it('does not close an order whose goods are out: a person has to decide', () => {
    const order = retried(parked(['AWAITING_PAYMENT', 'PAID', 'SHIPPED']))
    expect(() => close(order, { Error: 'Error' }, later(2))).toThrow('SHIPPED cannot become CANCELLED')
  })

  it('makes the promise that was missing, and the order goes on', () => {
    const promise = { failure: { Error: 'PromiseNotMade' }, stuck: { AnnounceOrder: { Error: 'Error' } } }
    const order = retried(parked(['AWAITING_PAYMENT', 'PAID'], promise))
    const change = announce(order, later(2))!
    expect([change.order.status, names(change)]).toEqual(['PAID', ['OrderConfirmed']])
    const made = announce({ ...order, announcedAt: at }, later(2))!
    expect([made.order.status, names(made)]).toEqual(['PAID', []])
  })

  it('is not forestalled by the news that its money came back', () => {
    const refund = { name: 'PaymentRefunded', paymentId: 'pay-1', captured: usd(10), refundedTotal: usd(10) } as const
    const change = followPayment(retried(), refund, later(2))!
    expect([change.order.status, change.order.payment?.status, names(change)]).toEqual([
      'NEEDS_ATTENTION',
      'REFUNDED',
      [],
    ])
  })
})

describe('an order whose parcel left although it was cancelled', () => {
  const gone = () => parkForParcel(anOrder({ via: ['AWAITING_PAYMENT', 'PAID', 'CANCELLED'] }), at)!.order

  it('stays parked whatever its own checkout, which still runs, makes of it', () => {
    expect(announce(gone(), later(1))).toBeUndefined()
    expect(close(gone(), { Error: 'OrderClosed' }, later(1))).toBeUndefined()
    expect(park(gone(), parking(), later(1))).toBeUndefined()
  })

  it('ends again by a retry that could cancel the shipment after all', () => {
    expect(close(retried(gone()), { Error: 'ShipmentDispatched' }, later(2))?.order.status).toBe('CANCELLED')
  })
})

describe('an order that staff have seen to by hand', () => {
  it.each(['CANCELLED', 'REFUNDED', 'SHIPPED'] as const)('is %s again, with nothing to tell', (status) => {
    const order = parked(['AWAITING_PAYMENT', 'PAID', status])
    const change = seenTo(order, { to: status, by: 'staff:s-1', at: later(9) })!
    expect([change.order.status, names(change)]).toEqual([status, []])
    expect(change.order.history.at(-1)).toEqual({ status, at: later(9), by: 'staff:s-1', reason: 'Seen to' })
  })

  it('moves on like any other when it was not there before', () => {
    expect(seenTo(parked(['AWAITING_PAYMENT', 'PAID']), { to: 'CANCELLED', by: 'staff:s-1', at })).toBeUndefined()
    expect(seenTo(anOrder({ status: 'PAID' }), { to: 'PAID', by: 'staff:s-1', at })).toBeUndefined()
    // Nobody would take it any further.
    const unpaid = parked(['AWAITING_PAYMENT'])
    expect(seenTo(unpaid, { to: 'AWAITING_PAYMENT', by: 'staff:s-1', at })).toBeUndefined()
  })
})
