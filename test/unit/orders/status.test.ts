import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type OrderStatus, orderStatuses } from '../../../contracts/order-status.ts'
import { type Move, move } from '../../../functions/orders/domain/move.ts'
import { endedUnsent, goodsOf, type Mover, mayMove, transitions } from '../../../functions/orders/domain/status.ts'
import { anOrder, at } from './builders.ts'

const movers: Mover[] = ['customer', 'staff', 'checkout', 'payments', 'carrier']
const to = (status: OrderStatus, mover: Mover): Move => ({ to: status, mover, by: mover, at })

/** What each mover may do from each status; everything else is refused. */
const legal: Record<OrderStatus, Partial<Record<Mover, OrderStatus[]>>> = {
  PENDING: {
    customer: ['CANCELLED'],
    staff: ['CANCELLED'],
    checkout: ['AWAITING_PAYMENT', 'PAYMENT_FAILED', 'CANCELLED', 'NEEDS_ATTENTION'],
  },
  AWAITING_PAYMENT: {
    customer: ['CANCELLED'],
    staff: ['CANCELLED'],
    checkout: ['PAID', 'PAYMENT_FAILED', 'CANCELLED', 'NEEDS_ATTENTION'],
  },
  PAID: {
    customer: ['CANCELLED'],
    staff: ['CANCELLED', 'SHIPPED'],
    carrier: ['SHIPPED'],
    payments: ['PARTIALLY_REFUNDED', 'REFUNDED'],
    checkout: ['CANCELLED', 'NEEDS_ATTENTION'],
  },
  SHIPPED: {
    staff: ['DELIVERED'],
    carrier: ['DELIVERED'],
    payments: ['PARTIALLY_REFUNDED', 'REFUNDED'],
    checkout: ['NEEDS_ATTENTION'],
  },
  DELIVERED: { staff: ['COMPLETED'], payments: ['PARTIALLY_REFUNDED', 'REFUNDED'], checkout: ['NEEDS_ATTENTION'] },
  COMPLETED: { payments: ['PARTIALLY_REFUNDED', 'REFUNDED'], checkout: ['NEEDS_ATTENTION'] },
  CANCELLED: { checkout: ['NEEDS_ATTENTION'] },
  PAYMENT_FAILED: { checkout: ['NEEDS_ATTENTION'] },
  PARTIALLY_REFUNDED: {
    customer: ['CANCELLED'],
    staff: ['CANCELLED', 'SHIPPED'],
    carrier: ['SHIPPED'],
    payments: ['REFUNDED'],
    checkout: ['CANCELLED', 'NEEDS_ATTENTION'],
  },
  REFUNDED: { checkout: ['NEEDS_ATTENTION'] },
  NEEDS_ATTENTION: { staff: ['CANCELLED'], checkout: ['CANCELLED', 'PAYMENT_FAILED'] },
}

const everything = orderStatuses.flatMap((from) =>
  movers.flatMap((mover) => orderStatuses.map((target) => ({ from, mover, target }))),
)

describe('the status of an order', () => {
  it.each(everything)('from $from by $mover to $target', ({ from, mover, target }) => {
    expect(mayMove(anOrder({ status: from }), target, mover)).toBe(legal[from][mover]?.includes(target) ?? false)
  })

  it('lets a partially refunded order go on from where its goods are', () => {
    const shipped = anOrder({ via: ['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'PARTIALLY_REFUNDED'] })
    expect(mayMove(shipped, 'DELIVERED', 'carrier')).toBe(true)
    expect(mayMove(shipped, 'SHIPPED', 'staff')).toBe(false)
    expect(mayMove(shipped, 'CANCELLED', 'customer')).toBe(false)
  })

  it('lets staff ship a parked order that was paid, and only that', () => {
    const paid = anOrder({ via: ['AWAITING_PAYMENT', 'PAID', 'NEEDS_ATTENTION'] })
    const givenBack = anOrder({ via: ['AWAITING_PAYMENT', 'PAID', 'CANCELLED', 'NEEDS_ATTENTION'] })
    expect(mayMove(paid, 'SHIPPED', 'staff')).toBe(true)
    expect(mayMove(givenBack, 'SHIPPED', 'staff')).toBe(false)
    expect(mayMove(givenBack, 'CANCELLED', 'staff')).toBe(true)
  })

  it('changes nothing and says so when a move is illegal', () => {
    const order = anOrder({ status: 'DELIVERED' })
    expect(() => move(order, to('CANCELLED', 'customer'))).toThrow(
      expect.objectContaining({ code: 'ILLEGAL_TRANSITION', status: 409 }),
    )
  })

  it('adds one history entry, one version and one event for each legal move, whatever the walk', () => {
    const step = fc.tuple(fc.constantFrom(...orderStatuses), fc.constantFrom(...movers))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let order = anOrder()
        for (const [target, mover] of steps) {
          if (!mayMove(order, target, mover)) {
            expect(() => move(order, to(target, mover))).toThrow()
            continue
          }
          const change = move(order, to(target, mover))
          expect(change.order.version).toBe(order.version + 1)
          expect(change.order.history).toHaveLength(order.history.length + 1)
          expect(change.events).toHaveLength(1)
          expect(() => change.events[0]!.definition.data.parse(change.events[0]!.data)).not.toThrow()
          order = change.order
        }
        const statuses = order.history.map((entry) => entry.status)
        expect(statuses.filter((status) => status === 'SHIPPED').length).toBeLessThanOrEqual(1)
        expect(statuses.filter((status) => status === 'PAID').length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('has only edges to statuses that exist and none to PENDING', () => {
    const targets = new Set(Object.values(transitions).flatMap((edges) => Object.keys(edges)))
    expect([...targets].filter((target) => !orderStatuses.includes(target as OrderStatus))).toEqual([])
    expect(targets.has('PENDING')).toBe(false)
  })
})

describe('moving an order', () => {
  it('tells who, when and why in the history, and no reason in the event', () => {
    const { order, events } = move(anOrder({ status: 'PAID' }), {
      to: 'CANCELLED',
      mover: 'staff',
      by: 'staff:s-1',
      at,
      reason: 'The customer called',
      cancellation: 'STAFF',
    })
    expect(order.history.at(-1)).toEqual({ status: 'CANCELLED', at, by: 'staff:s-1', reason: 'The customer called' })
    expect(events.map((event) => [event.definition.name, event.data])).toEqual([
      ['OrderCancelled', { orderId: order.id, number: order.number, customerId: 'customer-1', reason: 'STAFF' }],
    ])
  })

  it.each([
    ['PENDING', 'AWAITING_PAYMENT', 'checkout', 'OrderAwaitingPayment'],
    ['AWAITING_PAYMENT', 'PAID', 'checkout', 'OrderPaid'],
    ['AWAITING_PAYMENT', 'PAYMENT_FAILED', 'checkout', 'OrderPaymentFailed'],
    ['PAID', 'SHIPPED', 'staff', 'OrderShipped'],
    ['SHIPPED', 'DELIVERED', 'staff', 'OrderDelivered'],
    ['DELIVERED', 'COMPLETED', 'staff', 'OrderCompleted'],
    ['DELIVERED', 'REFUNDED', 'payments', 'OrderRefunded'],
    ['PAID', 'NEEDS_ATTENTION', 'checkout', 'OrderNeedsAttention'],
  ] as const)('from %s to %s by %s publishes a valid %s', (from, target, mover, name) => {
    const { events } = move(anOrder({ status: from }), to(target, mover))
    expect(events.map((event) => event.definition.name)).toEqual([name])
    for (const event of events) expect(() => event.definition.data.parse(event.data)).not.toThrow()
  })
})

describe('how far the goods went', () => {
  const refundedAfter = (...history: OrderStatus[]) => ({
    status: 'REFUNDED' as const,
    history: history.map((status) => ({ status, at: '2026-03-01T10:00:00.000Z', by: 'checkout' })),
  })

  it('is told of an order whose money went back after its goods went out', () => {
    expect(goodsOf(refundedAfter('PENDING', 'PAID', 'SHIPPED', 'DELIVERED', 'REFUNDED'))).toBe('DELIVERED')
    expect(goodsOf(refundedAfter('PENDING', 'PAID', 'REFUNDED'))).toBe('PAID')
  })

  it('moves nothing any more when all the money went back before it was parked', () => {
    const parked = {
      ...refundedAfter('PENDING', 'PAID', 'REFUNDED', 'NEEDS_ATTENTION'),
      status: 'NEEDS_ATTENTION' as const,
    }
    expect(goodsOf(parked)).toBe('PAID')
    expect(mayMove(parked, 'SHIPPED', 'carrier')).toBe(false)
  })

  it('tells what will not ship from what was sent and paid back', () => {
    expect(endedUnsent(refundedAfter('PENDING', 'PAID', 'REFUNDED'))).toBe(true)
    expect(endedUnsent(refundedAfter('PENDING', 'PAID', 'SHIPPED', 'REFUNDED'))).toBe(false)
  })
})
