import { describe, expect, it } from '@jest/globals'
import { announce, awaitPayment, close, confirm } from '../../../functions/orders/domain/checkout-steps.ts'
import type { OrderChange } from '../../../functions/orders/domain/move.ts'
import { anOrder, at, usd } from './builders.ts'

const names = (change: OrderChange | undefined) => change?.events.map((event) => event.definition.name)
const orderClosed = expect.objectContaining({ name: 'OrderClosed' })
const failed = (name: string, Cause = '') => ({ Error: name, Cause })

describe('asking for the payment', () => {
  it('moves a pending order once', () => {
    const change = awaitPayment(anOrder(), at)!
    expect(change.order.status).toBe('AWAITING_PAYMENT')
    expect(awaitPayment(change.order, at)).toBeUndefined()
  })

  it.each(['CANCELLED', 'PAYMENT_FAILED', 'NEEDS_ATTENTION'] as const)(
    'is refused for an order that is %s',
    (status) => {
      expect(() => awaitPayment(anOrder({ status }), at)).toThrow(orderClosed)
    },
  )
})

describe('confirming', () => {
  it('moves an order that awaits its payment once', () => {
    const change = confirm(anOrder({ status: 'AWAITING_PAYMENT' }), at)!
    expect(change.order.status).toBe('PAID')
    expect(names(change)).toEqual(['OrderPaid'])
    expect(confirm(change.order, at)).toBeUndefined()
    expect(confirm(anOrder({ status: 'SHIPPED' }), at)).toBeUndefined()
  })

  it('is refused for an order that was cancelled while the payment was on its way', () => {
    expect(() => confirm(anOrder({ status: 'CANCELLED' }), at)).toThrow(orderClosed)
  })

  it('is refused when the payment was given back already', () => {
    const payment = { id: 'pay-1', status: 'REFUNDED', amount: usd(1), refunded: usd(1) } as const
    expect(() => confirm(anOrder({ status: 'AWAITING_PAYMENT', payment }), at)).toThrow(orderClosed)
  })

  it('is a fault, not an outcome, for an order that was never asked to pay', () => {
    expect(() => confirm(anOrder(), at)).toThrow(expect.objectContaining({ name: 'ILLEGAL_TRANSITION' }))
  })
})

describe('announcing', () => {
  it('promises the order to the customer exactly once', () => {
    const change = announce(anOrder({ status: 'PAID' }), at)!
    expect(names(change)).toEqual(['OrderConfirmed'])
    expect(() => change.events[0]!.definition.data.parse(change.events[0]!.data)).not.toThrow()
    expect(announce(change.order, at)).toBeUndefined()
  })

  it('says nothing of an order that was cancelled meanwhile: no "order placed" mail is taken back', () => {
    expect(announce(anOrder({ status: 'CANCELLED' }), at)).toBeUndefined()
  })
})

describe('closing', () => {
  it.each([
    ['OutOfStock', 'CANCELLED', 'OUT_OF_STOCK'],
    ['PaymentTimeout', 'CANCELLED', 'PAYMENT_TIMEOUT'],
    ['HoldExpired', 'CANCELLED', 'PAYMENT_TIMEOUT'],
    ['States.Timeout', 'CANCELLED', 'CHECKOUT_FAILED'],
    ['TypeError', 'CANCELLED', 'CHECKOUT_FAILED'],
  ])('after %s leaves it %s with %s', (error, status, reason) => {
    const change = close(anOrder({ status: 'AWAITING_PAYMENT' }), failed(error), at)!
    expect(change.order.status).toBe(status)
    expect(change.events).toMatchObject([{ data: { reason } }])
  })

  it('after a declined payment leaves it PAYMENT_FAILED with the provider’s code', () => {
    const change = close(anOrder({ status: 'AWAITING_PAYMENT' }), failed('PaymentFailed', 'insufficient_funds'), at)!
    expect(change.order.status).toBe('PAYMENT_FAILED')
    expect(change.events).toMatchObject([{ data: { reason: 'insufficient_funds' } }])
  })

  it('passes no internals of an error on', () => {
    const cause = '{"errorMessage":"arn:aws:…","trace":["at x.ts"]}'
    const change = close(anOrder({ status: 'AWAITING_PAYMENT' }), failed('PaymentFailed', cause), at)!
    expect(change.events).toMatchObject([{ data: { reason: 'declined' } }])
  })

  it.each(['CANCELLED', 'PAYMENT_FAILED', 'REFUNDED'] as const)('changes nothing of an order that is %s', (status) => {
    expect(close(anOrder({ status }), failed('OutOfStock'), at)).toBeUndefined()
  })

  it('cancels a paid order whose shipment failed', () => {
    expect(close(anOrder({ status: 'PAID' }), failed('ShipmentRefused'), at)!.order.status).toBe('CANCELLED')
  })

  it('does not close what is on its way: a person has to decide', () => {
    expect(() => close(anOrder({ status: 'SHIPPED' }), failed('TypeError'), at)).toThrow('cannot become CANCELLED')
  })
})
