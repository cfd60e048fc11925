import { describe, expect, it } from '@jest/globals'
import { PostalAddress } from '../../../contracts/address.ts'
import { orderStatuses } from '../../../contracts/order-status.ts'
import { pseudonymise } from '../../../functions/orders/domain/pseudonymise.ts'
import { anAddress, anOrder, at } from './builders.ts'

const later = '2026-11-06T12:00:00.000Z'
const inCalifornia = { ...anAddress(), line2: 'Upper Floor', region: 'CA' }

describe('The order of a customer who is erased', () => {
  it.each(orderStatuses)(
    'keeps what tax law keeps when it is %s: number, lines, amounts, taxes, country and dates',
    (status) => {
      const order = anOrder({ status, shippingAddress: inCalifornia, note: 'Ring twice' })
      const { order: erased } = pseudonymise(order, later)!

      const { shippingAddress, note, status: _, history, version, updatedAt, erasedAt, ...kept } = erased
      expect(order).toMatchObject(kept)
      expect(history.slice(0, order.history.length)).toEqual(order.history)
      expect(shippingAddress).toMatchObject({ country: 'US', region: 'CA' })
      expect(note).toBeUndefined()
      expect(erasedAt).toBe(later)
    },
  )

  it('has nothing left of recipient, address, telephone number and note, and still an address of the usual form', () => {
    const { order } = pseudonymise(anOrder({ shippingAddress: inCalifornia, note: 'Ring twice' }), later)!

    const { country, region, ...words } = inCalifornia
    for (const word of [...Object.values(words), 'Ring twice']) expect(JSON.stringify(order)).not.toContain(word)
    expect(() => PostalAddress.parse(order.shippingAddress)).not.toThrow()
  })

  it('loses the reasons that people wrote, and keeps the shop’s own', () => {
    const history = [
      { status: 'PENDING', at, by: 'customer:customer-1' },
      { status: 'SHIPPED', at, by: 'staff:staff-1', reason: 'Ada called' },
      { status: 'CANCELLED', at, by: 'customer:customer-1', reason: 'I moved to Bath' },
      { status: 'NEEDS_ATTENTION', at, by: 'checkout', reason: 'States.Timeout' },
    ] as const
    const { order } = pseudonymise(anOrder({ status: 'NEEDS_ATTENTION', history }), later)!

    expect(order.history.map(({ reason }) => reason)).toEqual([undefined, undefined, undefined, 'States.Timeout'])
  })

  it.each([
    ['PENDING', ['PENDING']],
    ['AWAITING_PAYMENT', ['AWAITING_PAYMENT']],
    ['PAID', ['AWAITING_PAYMENT', 'PAID']],
  ] as const)('is cancelled when it is %s: nobody could be asked where it goes', (_, via) => {
    const { order, events } = pseudonymise(anOrder({ via: [...via] }), later)!

    expect(order.status).toBe('CANCELLED')
    expect(events.map(({ definition }) => definition.name)).toEqual(['OrderCancelled'])
  })

  it.each(['SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'PAYMENT_FAILED', 'REFUNDED', 'NEEDS_ATTENTION'] as const)(
    'stays %s: it needs no address of ours, or a person has to decide',
    (status) => {
      const { order, events } = pseudonymise(anOrder({ status }), later)!
      expect([order.status, events]).toEqual([status, []])
    },
  )

  it('is erased once', () => {
    const { order } = pseudonymise(anOrder(), later)!
    expect(pseudonymise(order, later)).toBeUndefined()
  })
})
