import { describe, expect, it } from '@jest/globals'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { type Books, differencesOf } from '../../../functions/payments/domain/books.ts'
import type { Charge, Payment } from '../../../functions/payments/domain/payment.ts'
import { aPayment } from './builders.ts'

const placedAt = '2026-11-05T12:00:00.000Z'
const later = (minutes: number) => new Date(Date.parse(placedAt) + minutes * 60_000)
const usd = (amount: number) => ({ amount, currency: 'USD' })

const anOrder = (status: OrderStatus, more: Partial<Books['order']> = {}): Books['order'] => ({
  orderId: 'order-1',
  status,
  stage: status,
  total: usd(1999),
  refunded: 0,
  createdAt: placedAt,
  ...more,
})
const payment = (status: Payment['status'], more: Partial<Payment> = {}) =>
  aPayment({ status, amount: usd(1999), ...more })
const charge = (status: Charge['status'], amount = 1999): Charge => ({
  id: 'ch_1',
  reference: 'payment-1',
  status,
  amount: usd(amount),
})
const held = (status: NonNullable<Books['hold']>['status'], units = status === 'RELEASED' ? 0 : 2) => ({
  status,
  units,
})
const found = (books: Books, minutes = 10) =>
  differencesOf(books, later(minutes)).map(({ what, repair }) => (repair ? `${what} → ${repair}` : what))

describe('books that agree', () => {
  it.each<[string, Books]>([
    [
      'of a paid order',
      { order: anOrder('PAID'), payment: payment('CAPTURED'), charge: charge('CAPTURED'), hold: held('COMMITTED') },
    ],
    [
      'of one that was delivered',
      {
        order: anOrder('DELIVERED'),
        payment: payment('CAPTURED'),
        charge: charge('CAPTURED'),
        hold: held('COMMITTED'),
      },
    ],
    [
      'of one that waits for its payment',
      {
        order: anOrder('AWAITING_PAYMENT'),
        payment: payment('PENDING'),
        charge: charge('PENDING'),
        hold: held('HELD'),
      },
    ],
    ['of one that was cancelled before anything', { order: anOrder('CANCELLED') }],
    [
      'of one that was cancelled and given back',
      {
        order: anOrder('CANCELLED', { refunded: 1999 }),
        payment: payment('REFUNDED', { refunded: 1999 }),
        charge: charge('CAPTURED'),
        hold: held('RELEASED'),
      },
    ],
    [
      'of one whose refund is on its way',
      {
        order: anOrder('CANCELLED'),
        payment: payment('CAPTURED', { refunding: 1999 }),
        charge: charge('CAPTURED'),
        hold: held('RELEASED'),
      },
    ],
    ['of one that is free', { order: anOrder('PAID', { total: usd(0) }), hold: held('COMMITTED') }],
    [
      'of one refunded with its goods at the customer',
      {
        order: anOrder('REFUNDED', { stage: 'SHIPPED', refunded: 1999 }),
        payment: payment('REFUNDED', { refunded: 1999 }),
        hold: held('COMMITTED'),
      },
    ],
    [
      'when the provider does not answer',
      { order: anOrder('PAID'), payment: payment('CAPTURED'), charge: undefined, hold: held('COMMITTED') },
    ],
  ])('have no difference %s', (_, books) => {
    expect(found(books)).toEqual([])
  })
})

describe('books that differ', () => {
  it.each<[string, Books, string[]]>([
    [
      'a lost callback',
      {
        order: anOrder('AWAITING_PAYMENT'),
        payment: payment('PENDING'),
        charge: charge('CAPTURED'),
        hold: held('HELD'),
      },
      ['CAPTURED_AT_PROVIDER_ONLY → settle'],
    ],
    [
      'a capture after a failure',
      { order: anOrder('PAYMENT_FAILED'), payment: payment('FAILED'), charge: charge('CAPTURED') },
      ['CAPTURED_AT_PROVIDER_ONLY → settle'],
    ],
    [
      'a capture that the provider denies',
      { order: anOrder('PAID'), payment: payment('CAPTURED'), charge: null, hold: held('COMMITTED') },
      ['MISSING_AT_PROVIDER'],
    ],
    [
      'a charge of another amount',
      {
        order: anOrder('AWAITING_PAYMENT'),
        payment: payment('PENDING'),
        charge: charge('CAPTURED', 1),
        hold: held('HELD'),
      },
      ['AMOUNT_DIFFERS'],
    ],
    [
      'news that never came',
      {
        order: anOrder('AWAITING_PAYMENT'),
        payment: payment('CAPTURED'),
        charge: charge('CAPTURED'),
        hold: held('HELD'),
      },
      ['PAID_AND_WAITING → resume'],
    ],
    [
      'money of a closed order',
      { order: anOrder('CANCELLED'), payment: payment('CAPTURED'), charge: charge('CAPTURED') },
      ['CAPTURED_FOR_CLOSED_ORDER → refund'],
    ],
    [
      'a part of the money of a closed order',
      { order: anOrder('CANCELLED', { refunded: 1 }), payment: payment('PARTIALLY_REFUNDED', { refunded: 1 }) },
      ['CAPTURED_FOR_CLOSED_ORDER → refund'],
    ],
    [
      'goods that leave unpaid',
      { order: anOrder('SHIPPED'), payment: payment('FAILED'), hold: held('COMMITTED') },
      ['PAID_WITHOUT_PAYMENT'],
    ],
    [
      'a refund that the order does not show',
      { order: anOrder('PAID'), payment: payment('PARTIALLY_REFUNDED', { refunded: 5 }), hold: held('COMMITTED') },
      ['REFUND_NOT_SHOWN'],
    ],
    [
      'a hold without a living order',
      { order: anOrder('CANCELLED'), hold: held('HELD') },
      ['STOCK_FOR_CLOSED_ORDER → release'],
    ],
    [
      'sold goods of a cancelled order',
      { order: anOrder('CANCELLED'), hold: held('COMMITTED') },
      ['STOCK_FOR_CLOSED_ORDER → release'],
    ],
    [
      'a hold that is half released',
      { order: anOrder('CANCELLED'), hold: held('RELEASED', 1) },
      ['STOCK_FOR_CLOSED_ORDER → release'],
    ],
    [
      'a paid order without stock',
      { order: anOrder('PAID'), payment: payment('CAPTURED'), hold: held('RELEASED') },
      ['PAID_WITHOUT_STOCK'],
    ],
    [
      'a paid order that never held stock',
      { order: anOrder('PAID'), payment: payment('CAPTURED') },
      ['PAID_WITHOUT_STOCK'],
    ],
    [
      'an order that waits for a person, whatever else',
      { order: anOrder('NEEDS_ATTENTION'), payment: payment('CAPTURED'), hold: held('COMMITTED') },
      ['PARKED'],
    ],
  ])('show %s', (_, books, differences) => {
    expect(found(books)).toEqual(differences)
  })

  it('show a checkout that should have ended long ago, not one that is young', () => {
    const books = { order: anOrder('PENDING') }
    expect([found(books, 29), found(books, 31)]).toEqual([[], ['STANDS_STILL']])
  })

  it.each(['CAPTURED', 'REFUNDED'] as const)('show it also when its payment is %s', (status) => {
    const books = { order: anOrder('AWAITING_PAYMENT'), payment: payment(status), hold: held('HELD') }
    expect([found(books, 29), found(books, 31)]).toEqual([
      ['PAID_AND_WAITING → resume'],
      ['PAID_AND_WAITING → resume', 'STANDS_STILL'],
    ])
  })
})
